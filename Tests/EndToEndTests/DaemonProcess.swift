import Foundation
import RungClient
import Testing

/// A real daemon with the sample ladders in a folder of its own, started and killed at will.
final class DaemonProcess {
  /// What RUNG_BINARY names; else the program beside the tests that were built with it.
  static let program: URL = {
    if let path = ProcessInfo.processInfo.environment["RUNG_BINARY"] {
      return URL(filePath: path)
    }
    return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "rung")
  }()
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let folder: URL
  let ladders: URL
  let port: Int
  let speed: Int
  let policy: String
  let client: DaemonClient
  private var process: Process?

  init(port: Int, speed: Int, policy: String = "predictive") throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "rung-end-to-end-\(UUID().uuidString)")
    ladders = folder.appending(path: "Ladders")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.repository.appending(path: "Ladders"), to: ladders)
    (self.port, self.speed, self.policy) = (port, speed, policy)
    client = DaemonClient(address: "http://127.0.0.1:\(port)")
  }

  /// The store's file.
  var store: String { folder.appending(path: "state/rung.db").path }

  func start() throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "state"), withIntermediateDirectories: true)
    process = try Self.launch(
      [
        "run", "--ladders", ladders.path, "--state", folder.appending(path: "state").path,
        "--listen", "127.0.0.1:\(port)", "--policy", policy, "--clock-speed", "\(speed)",
        "--end-servers-on-exit",
      ], log: folder.appending(path: "daemon.log"))
  }

  /// Starts and waits until it answers, for at most a minute.
  func startAndWait() async throws {
    try start()
    try await eventually("the daemon answers") {
      do {
        _ = try await self.client.status()
        return true
      } catch {
        return false
      }
    }
  }

  /// The death that no code runs in.
  func kill9() {
    guard let process else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends the daemon and its servers, and takes the folder away.
  func stop() throws {
    process?.terminate()
    process?.waitUntilExit()
    #expect(process?.terminationStatus == 0, "the daemon did not stop cleanly: \(log)")
    try FileManager.default.removeItem(at: folder)
  }

  /// The last words of the daemon's log.
  var log: String {
    guard let data = FileManager.default.contents(atPath: folder.appending(path: "daemon.log").path)
    else { return "no log" }
    return String(decoding: data.suffix(2_000), as: UTF8.self)
  }

  /// Starts the program with its output appended to a file.
  static func launch(_ arguments: [String], log: URL) throws -> Process {
    if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Server ids of the processes on this machine whose state lies in this daemon's folder.
  func workers() throws -> [String] {
    var ids: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc")
    where name.allSatisfy(\.isNumber) {
      guard let data = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        continue
      }
      let values = String(decoding: data, as: UTF8.self).split(separator: "\0")
      guard values.contains(where: { $0.hasPrefix("RUNG_STATE=\(folder.path)") }),
        let id = values.first(where: { $0.hasPrefix("RUNG_SERVER_ID=") })
      else { continue }
      ids.append(String(id.dropFirst("RUNG_SERVER_ID=".count)))
    }
    return ids.sorted()
  }
}

/// Waits for a program without holding a thread, for at most ten minutes.
func ends(_ process: Process) async throws {
  let deadline = ContinuousClock.now + .seconds(600)
  while process.isRunning {
    guard ContinuousClock.now < deadline else {
      process.terminate()
      Issue.record("not within ten minutes: \(process.arguments ?? [])")
      return
    }
    try await Task.sleep(for: .milliseconds(200))  // poll
  }
}

/// Polls until something holds, for at most a minute.
func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < deadline {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(50))  // poll
  }
  Issue.record("not within a minute: \(what)")
}
