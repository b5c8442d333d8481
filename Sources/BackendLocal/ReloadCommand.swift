import Subprocess
import SystemPackage

/// The command that makes a proxy read its list of upstreams again.
struct ReloadCommand: Hashable, Sendable {
  /// A proxy that needs longer than this hangs; the command is killed and tried again.
  static let limit: Duration = .seconds(10)

  /// Absolute path of the program.
  var program: String
  var arguments: [String]

  /// Runs it once, for at most `limit` of real time.
  ///
  /// - Returns: nil when it succeeded, else what went wrong, with what it printed.
  func run(limit: Duration = ReloadCommand.limit) async -> String? {
    await withTaskGroup(of: String?.self) { group in
      group.addTask { await runToEnd() }
      group.addTask {
        do {
          try await Task.sleep(for: limit)
          return "it took longer than \(limit) and was killed"
        } catch {
          return "it was given up because the daemon stops"
        }
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private func runToEnd() async -> String? {
    do {
      let result = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(arguments), input: .none,
        output: .string(limit: 16_384), error: .combinedWithOutput)
      if case .exited(0) = result.terminationStatus { return nil }
      return "\(result.terminationStatus): \(result.standardOutput)"
    } catch {
      return "\(error)"
    }
  }
}
