import Foundation
import RungClient
import RungFormats
import RungModel
import Testing

/// One bad edit while running: the last good ladder stays, an alarm and a metric say so.
@Suite struct BadEditTests {
  @Test func aBadEditChangesNothingAndIsNamed() async throws {
    let daemon = try DaemonProcess(port: 7_913, speed: 60)
    try await daemon.startAndWait()
    try await eventually("three services are in force") {
      try await daemon.client.status().services.count == 3
    }
    let file = daemon.ladders.appending(path: "playback.yaml")
    let good = try String(contentsOf: file, encoding: .utf8)
    try good.replacingOccurrences(of: "rungs:", with: "rngs:")
      .write(to: file, atomically: true, encoding: .utf8)
    try await eventually("an alarm names the file") {
      try await daemon.client.status().alarms.contains {
        $0.kind == .ladderRejected && $0.message.contains("playback.yaml:")
      }
    }
    #expect(try await daemon.client.status().services.count == 3)
    let check = try DaemonProcess.launch(
      ["check", daemon.ladders.path], log: daemon.folder.appending(path: "check.txt"))
    check.waitUntilExit()
    #expect(check.terminationStatus == 1)
    let text = try String(
      contentsOf: daemon.folder.appending(path: "check.txt"), encoding: .utf8)
    #expect(text.contains("rngs"))
    #expect(text.contains("rungs"))
    // Even a crash meanwhile does not take the last good set away.
    daemon.kill9()
    try await daemon.startAndWait()
    try await eventually("the last good set is in force again") {
      try await daemon.client.status().services.count == 3
    }
    try good.write(to: file, atomically: true, encoding: .utf8)
    try await eventually("the alarm clears") {
      let alarms = try await daemon.client.status().alarms
      return !alarms.contains { $0.kind == .ladderRejected }
    }
    try daemon.stop()
  }
}
