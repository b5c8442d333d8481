package import RungClient
import RungFormats
import RungModel

/// Plays a script through a running daemon and scores what it had serving.
package struct Rehearsal: Sendable {
  /// Real time without an answer after which a rehearsal gives up: a daemon that is killed and
  /// started again is back within seconds.
  package static let usualPatience = Duration.seconds(60)

  private let script: RehearsalScript
  private let client: DaemonClient
  private let speed: Double
  private let patience: Duration

  /// - Parameters:
  ///   - speed: how many times faster than real time, above 0; the daemon's clock must run as fast.
  ///   - patience: real time without an answer after which it gives up.
  package init(
    script: RehearsalScript, daemon client: DaemonClient, speed: Double,
    patience: Duration = Rehearsal.usualPatience
  ) {
    self.script = script
    self.client = client
    self.speed = speed
    self.patience = patience
  }

  /// Plays from the warm-up to the end of the window.
  ///
  /// - Parameter report: called with the live status and with what happens, from one task at a
  ///   time.
  /// - Throws: `RehearsalError` when script and daemon do not fit, or the daemon stays away;
  ///   `CancellationError`.
  package func run(
    report: @escaping @Sendable (RehearsalLine) -> Void
  ) async throws -> RehearsalSummary {
    let daemon = PersistentDaemon(client: client, patience: patience, report: report)
    let status = try await daemon.ask { try await $0.status() }
    let time = DaemonTime(reads: status.now, speed: status.clockSpeed)
    try checkSpeed(status)
    let cast = try Cast(script, status)
    for part in cast.parts where part.mode == .observe {
      report(.log("\(part.service) is in mode observe: it decides, but launches nothing"))
    }
    if !cast.absent.isEmpty {
      let names = cast.absent.joined(separator: ", ")
      report(.log("not rehearsed, for the script has no series of theirs: \(names)"))
    }
    // The next whole minute, so that minutes of the script and of the daemon are the same.
    let shifted = script.shifted(minutes: status.now.minute + 1 - script.playFrom.minute)
    var stage = Stage(script: shifted, cast: cast, daemon: daemon, time: time)
    let staticPeak = try await stage.staticPeak()
    try await stage.pushWhatIsKnown()
    try await stage.play()
    let servers = try await daemon.ask {
      try await $0.servers(from: shifted.billingFrom, to: shifted.billingTo)
    }
    return stage.scoreboard.summary(
      servers: servers, staticPeak: staticPeak, speed: speed, absent: cast.absent)
  }

  private func checkSpeed(_ status: StatusDTO) throws(RehearsalError) {
    // Text of a number may lose its last digits on the way; a real difference is larger.
    guard abs(status.clockSpeed - speed) > speed * 1e-6 else { return }
    let theirs = rounded(status.clockSpeed, 2)
    throw RehearsalError(
      .mismatch,
      """
      the daemon's clock runs at \(theirs) times real speed, the rehearsal at \
      \(rounded(speed, 2)): start the daemon with `rung run --clock-speed \(rounded(speed, 2))`, \
      or rehearse with --speed \(theirs)
      """)
  }
}
