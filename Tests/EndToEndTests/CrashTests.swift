import CurveGenerator
import Foundation
import RungClient
import RungFormats
import RungModel
import Testing

/// Promise 4: nothing is lost or doubled by a crash.
@Suite(.serialized) struct CrashTests {
  static let kills = ProcessInfo.processInfo.environment["RUNG_KILLS"].flatMap(Int.init) ?? 10

  /// Kills at seeded random moments while users rise and events arrive; then all must be well.
  @Test func killedAtRandomMomentsItLosesAndDoublesNothing() async throws {
    let daemon = try DaemonProcess(port: 7_912, speed: 60)
    var generator = SplitMix64(seed: 4_711)
    try await daemon.startAndWait()
    var accepted: [Event] = []
    for kill in 0..<Self.kills {
      let deadline = ContinuousClock.now + .milliseconds(generator.whole(400...3_500))
      var round = 0
      while ContinuousClock.now < deadline {
        let now = try await daemon.client.status().now
        let users = 2_000_000 + 1_500_000 * Double(kill)
        let sample = Sample(metric: "platform_concurrency", at: now, value: users)
        _ = try await daemon.client.push([sample])
        let event = Event(
          id: "match-\(kill)-\(round)", kind: "cricket-t20", sequence: 1,
          milestones: [
            Milestone(name: "start", at: now + .hours(40)),
            Milestone(name: "end", at: now + .hours(44)),
          ])
        _ = try await daemon.client.push(event)
        accepted.append(event)
        round += 1
      }
      daemon.kill9()
      try await daemon.startAndWait()
    }
    try await settles(daemon)
    let known = Set(try await daemon.client.events().map(\.id))
    let lost = accepted.filter { !known.contains($0.id) }
    #expect(lost.isEmpty, "accepted and forgotten: \(lost.map(\.id))")
    #expect(accepted.count >= Self.kills)
    try daemon.stop()
    #expect(try daemon.workers().isEmpty, "workers outlived the end of their daemon")
  }

  /// Desired is reached, every process is listed, none runs twice.
  private func settles(_ daemon: DaemonProcess) async throws {
    try await eventually("desired is reached and processes are those that are listed") {
      let now = try await daemon.client.status().now
      let users = 2_000_000 + 1_500_000 * Double(Self.kills)
      _ = try await daemon.client.push([
        Sample(metric: "platform_concurrency", at: now, value: users)
      ])
      let status = try await daemon.client.status()
      let decisions = status.services.compactMap(\.decision)
      let isReached =
        decisions.count == 3
        && decisions.allSatisfy { $0.serving >= $0.desired && $0.launched == $0.serving }
      let listed = try await daemon.client.servers(from: now - .minutes(1), to: now)
        .filter { $0.state != .ended && $0.state != .draining }.map(\.id.name).sorted()
      let running = try daemon.workers()
      return isReached && listed == running
    }
    let workers = try daemon.workers()
    #expect(Set(workers).count == workers.count, "a server runs twice: \(workers)")
  }
}
