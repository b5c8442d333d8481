package import RungModel

/// One server as the backend supervises it: its record and what is not worth keeping.
struct LocalServer: Sendable {
  /// How far a server that was told to end has come.
  enum Ending: Hashable, Sendable {
    /// Out of the list of upstreams; waits for the proxy to take that in.
    case leaving(since: Duration, generation: Int)
    /// Told to stop; to be killed at `killAt`.
    case stopping(killAt: Duration)
  }

  var record: ServerRecord
  var vitals: Vitals
  var ending: Ending?
  /// When the next probe is due, in time since the backend was made.
  var nextProbe: Duration
  var isProbing = false
  /// When it is looked at next, for one that is not our child: its exit costs more to notice.
  var nextLook: Duration = .zero
  /// How its last attempt exited, in words.
  var lastExit = ""

  var server: Server { record.server }
  var isEnded: Bool { record.server.state == .ended }
  /// Whether it belongs in the list of upstreams.
  var isUpstream: Bool { !record.isEnding && vitals.isServing && !isEnded }
}

/// A server whose restarts do not help.
package struct CrashLoop: Hashable, Sendable {
  package var service: String
  package var server: ServerID
  /// How often and how it exits, and where its log is.
  package var message: String
}

/// What one pass of supervision leaves to be done outside the actor.
struct SupervisionWork: Sendable {
  /// One probe to send.
  struct Probe: Sendable {
    var server: ServerID
    /// The attempt it is about; an answer that comes after a restart says nothing.
    var attempt: Int
    var probe: HealthCheck.Probe
    var port: Int
    var timeout: Duration
  }

  var probes: [Probe] = []
  /// The generation of the upstream list to reload the proxy for.
  var reload: Int?
}

/// The pace of supervision, in real time: processes do not run faster on a faster clock.
enum Pace {
  /// Between two passes: exits are noticed this late at most.
  static let pass: Duration = .milliseconds(20)
  /// Between two looks at a process that an earlier daemon started: it is no child of ours, so
  /// that its exit shows in /proc only, at some three system calls a look.
  static let adoptedLook: Duration = .milliseconds(200)
  /// Shortest time between probes of a booting process: precise enough for the lead time, and
  /// cheap for sixty of them.
  static let bootProbe: Duration = .milliseconds(50)
  /// Shortest time between probes of a process that served.
  static let serveProbe: Duration = .milliseconds(250)
  /// Shortest timeout of a probe: on a busy machine a well process may need this long.
  static let probeTimeout: Duration = .milliseconds(500)
  /// Between two looks through all processes of the machine for ones that should not be there.
  static let sweep: Duration = .seconds(10)
  /// Between two looks at the sizes of logs and at records to forget.
  static let housekeeping: Duration = .seconds(2)
  /// Shortest time between two reloads of the proxy.
  static let reload: Duration = .milliseconds(200)
  /// Longest pause before a failed reload is tried again.
  static let longestReloadPause: Duration = .seconds(30)
  /// From a finished reload to SIGTERM: a proxy's old workers stop taking requests meanwhile.
  static let settle: Duration = .milliseconds(250)
  /// A proxy that cannot be reloaded holds up the end of a server this long and no longer.
  static let longestLeave: Duration = .seconds(15)
}
