import Foundation
import RungFormats
import RungModel
import RungRehearsal
import Synchronization

/// A daemon at the wire: the endpoints that a rehearsal uses, on a clock that runs fast, with one
/// server for every 100 users.
final class FakeDaemon: Sendable {
  struct State {
    var samples: [Sample] = []
    var events: [Event] = []
    /// Samples that were in the daemon's future when they arrived.
    var samplesFromTheFuture = 0
    /// Serves this demand, always: what is scored then does not hang on when it was asked.
    var servesAtMost = 1_000.0
    /// Answers 503 so many times, from this number of samples on.
    var failures = 0
    var failsFromSample = Int.max
    /// The answer of `/v1/servers`, made from the window asked for.
    var servers: @Sendable (_ from: Timestamp, _ to: Timestamp) -> String = { _, _ in
      #"{"servers":[]}"#
    }
    var unit = "users"
    /// An event known before anything is pushed.
    var known: Event?
    /// Answers everything with this status, if set.
    var authorization: Int?
  }

  static let origin = Timestamp("2026-11-22T18:00:23Z") ?? .distantPast
  let state = Mutex(State())
  let speed: Double
  private let startedAt = ContinuousClock.now
  private let server: PollServer
  var address: String { "127.0.0.1:\(server.port)" }

  init(speed: Double) throws {
    self.speed = speed
    server = try PollServer(port: 0)
    Thread.detachNewThread { [self] in server.run { answer($0) } }
  }

  func stop() { server.stop() }

  private func now() -> Timestamp {
    Self.origin + (ContinuousClock.now - startedAt) * speed
  }

  private func answer(_ request: PollRequest) -> PollResponse {
    state.withLock { state in
      if let status = state.authorization {
        return PollResponse(status, #"{"error":{"code":"x","message":"who are you?"}}"#)
      }
      if state.samples.count >= state.failsFromSample, state.failures > 0 {
        state.failures -= 1
        return PollResponse(503, #"{"error":{"code":"store_failed","message":"not now"}}"#)
      }
      switch (request.method, request.path) {
      case ("GET", "/v1/status"): return PollResponse(200, status(state))
      case ("GET", "/v1/services/playback/needed"):
        let demand = Double(request.query.split(separator: "=").last ?? "") ?? -1
        return PollResponse(200, #"{"servers":\#(Int((demand / 100).rounded(.up)))}"#)
      case ("POST", "/v1/samples"): return take(samples: request.body, &state)
      case ("POST", "/v1/events"): return take(event: request.body, &state)
      case ("GET", "/v1/events"): return PollResponse(200, events(state))
      case ("GET", "/v1/servers"):
        let times = request.query.split(separator: "&").compactMap {
          Timestamp(
            $0.drop { $0 != "=" }.dropFirst().split(separator: "%3A").joined(separator: ":"))
        }
        guard times.count == 2 else { return PollResponse(400, "bad times") }
        return PollResponse(200, state.servers(times[0], times[1]))
      default: return PollResponse(404, #"{"error":{"code":"not_found","message":"no"}}"#)
      }
    }
  }

  private func status(_ state: State) -> String {
    let served = state.servesAtMost
    let servers = Int((served / 100).rounded(.up))
    return """
      {"version":"1","now":"\(now())","clock_speed":\(speed),"started_at":"\(Self.origin)",
       "alarms":[],"events":[],"services":[{"service":"playback","mode":"act","tier":"P0",
       "driver":"platform_concurrency","unit":"\(state.unit)","served_demand":\(served),
       "lead_time_seconds":360,"ladder_file":"playback.yaml",
       "server_counts":{"starting":0,"serving":\(servers),"unhealthy":0,"draining":0,"ended":0},
       "decision":{"service":"playback","at":"\(now())","planned":1,"confidence":"high",
       "desired":\(servers + 2),"launched":\(servers + 1),"serving":\(servers),"reasons":[]}}]}
      """
  }

  private func events(_ state: State) -> String {
    let known = state.known.map { [$0] } ?? []
    do {
      return String(decoding: try APIJSON.encode(EventsReply(events: known)), as: UTF8.self)
    } catch { return "\(error)" }
  }

  private func take(samples body: [UInt8], _ state: inout State) -> PollResponse {
    struct Batch: Decodable { var samples: [Sample] }
    do {
      let batch = try JSONDecoder().decode(Batch.self, from: Data(body))
      let now = now()
      state.samplesFromTheFuture += batch.samples.count { $0.at > now }
      state.samples += batch.samples
      return PollResponse(200, #"{"accepted":\#(batch.samples.count),"unused":0,"refused":0}"#)
    } catch { return PollResponse(400, #"{"error":{"code":"x","message":"\#(error)"}}"#) }
  }

  private func take(event body: [UInt8], _ state: inout State) -> PollResponse {
    do {
      let event = try JSONDecoder().decode(Event.self, from: Data(body))
      let changed = event.sequence > state.known?.sequence ?? 0
      if changed { state.events.append(event) }
      return PollResponse(
        200,
        #"{"id":"\#(event.id)","sequence":\#(event.sequence),"changed":\#(changed)}"#)
    } catch { return PollResponse(400, #"{"error":{"code":"x","message":"\#(error)"}}"#) }
  }
}
