import Foundation
import Glibc

/// Standard output and standard error.
enum Terminal {
  /// Whether standard error is a terminal: only there is progress shown.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Results: one text and a line end.
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Notes beside the result.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Replaces the line on a terminal; says nothing elsewhere.
  static func progress(_ text: String) {
    guard isErrorTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }

  /// Takes the progress line away before something that stays.
  static func endProgress() { progress("") }
}
