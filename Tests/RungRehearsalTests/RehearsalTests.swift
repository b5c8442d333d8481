import CurlTransport
import RungClient
import RungModel
import RungRehearsal
import Synchronization
import Testing

/// Lines that a rehearsal reported.
private final class Lines: Sendable {
  private let lines = Mutex<[RehearsalLine]>([])
  var all: [RehearsalLine] { lines.withLock { $0 } }
  var logs: [String] {
    all.compactMap { line in
      if case .log(let text) = line { text } else { nil }
    }
  }
  func add(_ line: RehearsalLine) { lines.withLock { $0.append(line) } }
}

@Suite(.timeLimit(.minutes(1)))
struct RehearsalTests {
  /// Twenty minutes of a match: 300 users, then 1,000 from minute 14 to 16.
  private static let first = Timestamp("2026-03-01T10:00:00Z") ?? .distantPast

  private func match() -> Event {
    let start = Self.first + .minutes(12)
    return Event(
      id: "final", kind: "football", title: "Final", sequence: 3,
      milestones: [
        Milestone(name: "start", at: start, status: .actual),
        Milestone(name: "end", at: start + .minutes(6), status: .actual),
      ])
  }

  private func script(unit: DriverUnit = .users) throws -> RehearsalScript {
    let values = (0..<20).map { (14..<16).contains($0) ? 1_000.0 : 300 }
    var early = match()
    early.sequence = 1
    early.milestones[0].at += .minutes(1)
    var earlier = match()
    earlier.sequence = 2
    let messages = [
      EventMessage(receivedAt: Self.first - .hours(48), event: early),
      EventMessage(receivedAt: Self.first - .hours(1), event: earlier),
      EventMessage(receivedAt: Self.first + .minutes(13), event: match()),
    ]
    return try RehearsalScript(
      series: [
        .init(
          metric: "platform_concurrency", unit: unit,
          values: MinuteSeries(firstMinute: Self.first.minute, values: values))
      ],
      messages: messages, billingFrom: Self.first + .minutes(10),
      billingTo: Self.first + .minutes(20))
  }

  private func rehearsal(
    _ daemon: FakeDaemon, _ script: RehearsalScript, speed: Double? = nil,
    patience: Duration = .seconds(20)
  ) -> Rehearsal {
    Rehearsal(
      script: script, daemon: DaemonClient(address: daemon.address), speed: speed ?? daemon.speed,
      patience: patience)
  }

  private func error(of rehearsal: Rehearsal) async throws -> RehearsalError? {
    do {
      _ = try await rehearsal.run { _ in }
      return nil
    } catch let error as RehearsalError { return error }
  }

  @Test func everyoneServedAndTheBillIsExact() async throws {
    let daemon = try FakeDaemon(speed: 600)
    // From before the window to its middle, weight 2; and one launched in it, still running.
    daemon.state.withLock {
      $0.servers = { from, to in
        """
        {"servers":[\(server("a", 2, from - .minutes(30), from + .minutes(5), restarts: 3)),
        \(server("b", 1, from + .minutes(8), nil, restarts: 0))]}
        """
      }
    }
    let lines = Lines()
    let summary = try await rehearsal(daemon, script()).run { lines.add($0) }
    daemon.stop()
    #expect(summary.wasEveryoneServed)
    #expect(summary.exitCode == 0)
    let score = try #require(summary.services.first)
    #expect(score.demandSeconds == 60 * (8 * 300 + 2 * 1_000))
    #expect(score.billedSeconds == 60 * (5 * 2 + 2))
    #expect(score.staticPeakServers == 10)
    #expect(score.costRatio == 12.0 / 100)
    #expect(score.neededSeconds == 60 * (8 * 3 + 2 * 10))
    #expect(score.launches == 1)
    #expect(score.restarts == 3)
    #expect(summary.peak?.demand == 1_000)
    #expect(summary.peak?.servers == 10)
    #expect(lines.logs.contains { $0.hasSuffix("Final: start") })
    #expect(lines.logs.contains { $0.hasSuffix("schedule: final #3, scheduled") })
    let live = lines.all.contains { line in
      if case .status(let text) = line {
        text.hasSuffix("1.0K users  playback 10/11 (want 12)  unserved 0")
      } else {
        false
      }
    }
    #expect(live)
  }

  @Test func whatIsNotServedIsCountedToTheUserMinute() async throws {
    let daemon = try FakeDaemon(speed: 600)
    daemon.state.withLock { $0.servesAtMost = 400 }
    let summary = try await rehearsal(daemon, script()).run { _ in }
    daemon.stop()
    #expect(!summary.wasEveryoneServed)
    #expect(summary.exitCode == 1)
    let score = try #require(summary.services.first)
    #expect(score.unservedMinutes == 600 * 2)
    #expect(score.firstUnservedAt == summary.from + .minutes(4))
    #expect(score.worstShare == 0.4)
    #expect(summary.text.contains("UNSERVED: playback 1.2K user-minutes (27 %, first at"))
  }

  @Test func everythingIsShiftedByWholeMinutesToTheDaemonsClock() async throws {
    let daemon = try FakeDaemon(speed: 120)
    let summary = try await rehearsal(daemon, script()).run { _ in }
    daemon.stop()
    let (samples, events, future) = daemon.state.withLock {
      ($0.samples, $0.events, $0.samplesFromTheFuture)
    }
    #expect(future == 0)
    let begins = try #require(samples.first?.at)
    #expect(begins > FakeDaemon.origin)
    #expect(begins - FakeDaemon.origin < .minutes(4))
    let shift = begins - Self.first
    #expect(shift.milliseconds % 60_000 == 0)
    #expect(summary.from == Self.first + shift + .minutes(10))
    // Every ten seconds, each minute's value in that minute.
    #expect(samples.map(\.at) == (0..<120).map { begins + .seconds($0 * 10) })
    for sample in samples {
      let minute = sample.at.minute - begins.minute
      #expect(sample.value == ((14..<16).contains(minute) ? 1_000 : 300))
    }
    // Of what was known before, the newest state only; then the message of minute 13.
    #expect(events.map(\.sequence) == [2, 3])
    #expect(events.last?.milestone("start") == Self.first + .minutes(12) + shift)
  }

  @Test func anOutageLosesNoMessageAndNoSample() async throws {
    let daemon = try FakeDaemon(speed: 600)
    daemon.state.withLock {
      // Just before the message of minute 13.
      $0.failsFromSample = 78
      $0.failures = 3
    }
    let lines = Lines()
    let summary = try await rehearsal(daemon, script()).run { lines.add($0) }
    daemon.stop()
    let (samples, events) = daemon.state.withLock { ($0.samples, $0.events) }
    #expect(events.map(\.sequence) == [2, 3])
    #expect(lines.logs.contains { $0.contains("not now") })
    #expect(lines.logs.contains { $0.contains("answers again") })
    // Three pauses of 250 ms at this speed are seven minutes: more than late samples may be old.
    #expect(samples.count < 120)
    #expect(summary.unobservedSeconds > 0)
    let score = try #require(summary.services.first)
    #expect(score.demandSeconds == 60 * (8 * 300 + 2 * 1_000))
  }

  @Test func aDaemonThatStaysAwayIsGivenUpWithWords() async throws {
    let daemon = try FakeDaemon(speed: 600)
    daemon.state.withLock {
      $0.failsFromSample = 10
      $0.failures = .max
    }
    let error = try await error(
      of: rehearsal(daemon, script(), patience: .milliseconds(300)))
    daemon.stop()
    #expect(error?.code == .daemon)
    #expect(error?.message.hasPrefix("given up after 300ms without an answer: ") == true)
  }

  @Test func speedsThatDifferAreRefusedWithTheFix() async throws {
    let daemon = try FakeDaemon(speed: 600)
    let error = try await error(of: rehearsal(daemon, script(), speed: 60))
    daemon.stop()
    #expect(error?.code == .mismatch)
    #expect(error?.message.contains("`rung run --clock-speed 60.00`") == true)
    #expect(error?.message.contains("--speed 600") == true)
  }

  @Test func aScriptThatDrivesNothingIsRefused() async throws {
    let daemon = try FakeDaemon(speed: 600)
    var other = try script()
    other.series[0].metric = "orders"
    let error = try await error(of: rehearsal(daemon, other))
    #expect(error?.message.contains("playback: platform_concurrency") == true)
    daemon.state.withLock { $0.unit = "rps" }
    let wrongUnit = try await self.error(of: rehearsal(daemon, script()))
    #expect(wrongUnit?.message.contains("is in users, but playback is driven by it in rps") == true)
    daemon.stop()
  }

  @Test func anEventKnownInANewerStateIsRefused() async throws {
    let daemon = try FakeDaemon(speed: 600)
    var known = match()
    known.sequence = 40
    daemon.state.withLock { $0.known = known }
    let error = try await error(of: rehearsal(daemon, script()))
    daemon.stop()
    #expect(error?.message.contains("(sequence 40, the script begins at 2)") == true)
  }

  @Test func requestsAMinuteAreSentAsTheLadderExpects() async throws {
    let daemon = try FakeDaemon(speed: 600)
    daemon.state.withLock { $0.unit = "rps" }
    _ = try await rehearsal(daemon, script(unit: .rpm)).run { _ in }
    daemon.stop()
    let sample = try #require(daemon.state.withLock { $0.samples.first })
    #expect(sample.value == 18_000)
  }

  @Test func aDaemonThatWantsATokenSaysSo() async throws {
    let daemon = try FakeDaemon(speed: 600)
    daemon.state.withLock { $0.authorization = 401 }
    let error = try await error(of: rehearsal(daemon, script()))
    daemon.stop()
    #expect(error?.message.contains("--token") == true)
    #expect(error?.message.contains("who are you?") == true)
  }

  @Test func noDaemonAtAllSaysHowToStartOne() async throws {
    let daemon = try FakeDaemon(speed: 600)
    let client = DaemonClient(address: "127.0.0.1:1")
    daemon.stop()
    do throws(ClientError) {
      _ = try await client.status()
      Issue.record("a daemon answered on port 1")
    } catch {
      #expect(error.code == .unreachable)
      #expect(error.message.contains("start it with `rung run`"))
    }
  }
}

private func server(
  _ id: String, _ weight: Int, _ ordered: Timestamp, _ ended: Timestamp?, restarts: Int
) -> String {
  """
  {"id":"\(id)","service":"playback","pool":"local","order":"o-\(id)","state":"serving",
   "offering":{"type":"process","servers":\(weight)},"ordered_at":"\(ordered)",
   "serving_since":"\(ordered)"\(ended.map { #","ended_at":"\#($0)""# } ?? ""),
   "restarts":\(restarts)}
  """
}
