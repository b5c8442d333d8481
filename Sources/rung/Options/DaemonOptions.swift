import ArgumentParser
import Foundation
import RungClient

/// Which daemon a command talks to, and with what token.
struct DaemonOptions: ParsableArguments {
  /// Where `rung run` listens when nobody says otherwise.
  static let usualAddress = "http://127.0.0.1:7864"

  @Option(
    help: ArgumentHelp(
      "The daemon's address; default \(usualAddress), or what RUNG_DAEMON says.",
      valueName: "url"))
  var daemon: String?

  @Option(
    help: ArgumentHelp(
      "A file with the token that the daemon wants; else RUNG_TOKEN is sent, if set.",
      valueName: "file"))
  var tokenFile: String?

  /// A client for the daemon meant.
  /// - Throws: when the token file cannot be read.
  func client() throws -> DaemonClient {
    let environment = ProcessInfo.processInfo.environment
    let address = daemon ?? environment["RUNG_DAEMON"] ?? Self.usualAddress
    return DaemonClient(address: address, token: try token(environment))
  }

  private func token(_ environment: [String: String]) throws -> String? {
    guard let tokenFile else { return environment["RUNG_TOKEN"] }
    return try SecretFile.read(tokenFile)
  }
}

/// A file that holds one secret.
enum SecretFile {
  /// The secret without the line end that editors put after it.
  /// - Throws: `CommandFailure` when the file cannot be read or holds nothing.
  static func read(_ path: String) throws -> String {
    let text = String(decoding: try InputFile.bytes(path), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw CommandFailure("\(path) is empty; it must hold the token") }
    return text
  }
}
