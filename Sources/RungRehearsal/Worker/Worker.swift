import RungModel

/// A tiny server for samples and demos: what a local pool starts in place of a real application.
///
/// `/healthz` answers 503 until it has booted and again while it stops, else 200; `/` says who it
/// is; `/metrics` counts, in Prometheus text.
package final class Worker {
  /// What a worker is started with.
  package struct Settings: Hashable, Sendable {
    /// An IPv4 address of this machine.
    package var host: String
    /// 0 takes a free port.
    package var port: UInt16
    /// Said at `/`.
    package var serverID: String
    /// Until it is ready, on its clock; a real machine takes five to six minutes.
    package var boot: Duration
    /// How many times faster than real time its clock runs, above 0.
    package var clockSpeed: Double

    package init(
      host: String = "127.0.0.1", port: UInt16, serverID: String = "worker",
      boot: Duration = .zero, clockSpeed: Double = 1
    ) {
      self.host = host
      self.port = port
      self.serverID = serverID
      self.boot = boot
      self.clockSpeed = clockSpeed
    }

    /// What is not given is read from `PORT`, `RUNG_SERVER_ID` and `RUNG_CLOCK_SPEED`.
    /// - Throws: when there is no port, or a value is not what it should be.
    package init(
      host: String? = nil, port: UInt16? = nil, serverID: String? = nil, boot: Duration? = nil,
      clockSpeed: Double? = nil, environment: [String: String]
    ) throws(WorkerError) {
      var port = port
      if port == nil, let text = environment["PORT"] {
        guard let number = UInt16(text) else {
          throw WorkerError("PORT is '\(text)'; it must be a number from 0 to 65535")
        }
        port = number
      }
      guard let port else { throw WorkerError("no port: give --port, or set PORT") }
      var speed = clockSpeed ?? 1
      if clockSpeed == nil, let text = environment["RUNG_CLOCK_SPEED"] {
        guard let number = Double(text) else {
          throw WorkerError("RUNG_CLOCK_SPEED is '\(text)'; it must be a number, such as 60")
        }
        speed = number
      }
      guard speed > 0, speed.isFinite else {
        throw WorkerError("a clock's speed is above 0, not \(speed)")
      }
      self.init(
        host: host ?? "127.0.0.1", port: port,
        serverID: serverID ?? environment["RUNG_SERVER_ID"] ?? "worker",
        boot: boot ?? .zero, clockSpeed: speed)
    }
  }

  private let settings: Settings
  private let server: PollServer
  private let startedAt = ContinuousClock.now
  private var requests = 0
  private var isStopping = false

  /// Listens; requests are answered from `run` on.
  /// - Throws: when the port cannot be had.
  package init(_ settings: Settings) throws(WorkerError) {
    self.settings = settings
    server = try PollServer(host: settings.host, port: settings.port)
  }

  /// The port it listens on, also when 0 was asked for.
  package var port: UInt16 { server.port }

  /// What ends it: give this to `StopSignal`, or call its `stop`.
  package var stopper: PollServer { server }

  /// Serves on the calling thread until it is stopped: then it is no longer healthy, finishes the
  /// requests it has begun, and returns, within 5 seconds.
  package func run() {
    server.run(stopping: { isStopping = true }, answer: answer)
  }

  /// Time since the start on the worker's clock.
  private var age: Duration { (ContinuousClock.now - startedAt) * settings.clockSpeed }

  private func answer(_ request: PollRequest) -> PollResponse {
    requests += 1
    guard request.method == "GET" || request.method == "HEAD" else {
      return PollResponse(405, type: "text/plain", "a worker is only read: GET or HEAD\n")
    }
    let isBooted = age >= settings.boot
    switch request.path {
    case "/healthz":
      if isStopping { return PollResponse(503, #"{"status":"stopping"}"#) }
      return isBooted
        ? PollResponse(200, #"{"status":"ok"}"#) : PollResponse(503, #"{"status":"booting"}"#)
    case "/":
      return PollResponse(
        200,
        """
        {"server":"\(escaped(settings.serverID))","requests":\(requests),\
        "age_seconds":\(rounded(age.inSeconds, 3)),"booted":\(isBooted)}
        """)
    case "/metrics":
      let isReady = isBooted && !isStopping
      return PollResponse(
        200, type: "text/plain; version=0.0.4",
        """
        # TYPE rung_worker_requests_total counter
        rung_worker_requests_total \(requests)
        # TYPE rung_worker_ready gauge
        rung_worker_ready \(isReady ? 1 : 0)

        """)
    default:
      return PollResponse(
        404, type: "text/plain", "a worker has /, /healthz and /metrics, not this\n")
    }
  }

  /// A text as it may stand between the quotes of JSON.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar.value >= 32 {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
