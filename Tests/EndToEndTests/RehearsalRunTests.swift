import Foundation
import Testing

/// Whole matches through a real daemon, real processes and the real HTTP endpoints.
@Suite(.serialized) struct RehearsalRunTests {
  static let speed = 120

  struct Report: Decodable {
    struct Service: Decodable {
      var service: String
      var unservedShare: Double

      enum CodingKeys: String, CodingKey {
        case service
        case unservedShare = "unserved_share"
      }
    }

    var services: [Service]
  }

  static func rehearse(_ daemon: DaemonProcess) async throws -> (status: Int32, report: String) {
    let output = daemon.folder.appending(path: "rehearsal.json")
    try await daemon.startAndWait()
    let rehearsal = try DaemonProcess.launch(
      [
        "rehearse", "--daemon", "http://127.0.0.1:\(daemon.port)", "--speed", "\(speed)",
        "--format", "json",
      ], log: output)
    try await ends(rehearsal)
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    return (rehearsal.terminationStatus, text)
  }

  /// The report behind the lines of the live status.
  private static func json(in text: String) -> String {
    text.split(separator: "\n").drop { $0 != "{" }.joined(separator: "\n")
  }

  @Test func withTheForecasterOffTheSameMatchLeavesUsersUnserved() async throws {
    let daemon = try DaemonProcess(port: 7_911, speed: Self.speed, policy: "reactive")
    let result = try await Self.rehearse(daemon)
    #expect(result.status == 1, "\(result.report.suffix(2_000))")
    let report = try JSONDecoder().decode(
      Report.self, from: Data(Self.json(in: result.report).utf8))
    #expect(report.services.contains { $0.unservedShare > 0 })
    try daemon.stop()
  }
}
