import Foundation

/// A command that cannot do what it was asked, in words: what is wrong and what would be right.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// Reading what people name on the command line.
enum InputFile {
  /// All bytes of a file; `-` is the standard input.
  /// - Throws: `CommandFailure` that names the file.
  static func bytes(_ path: String) throws -> [UInt8] {
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
      throw CommandFailure("cannot read \(path): \(reason)")
    }
  }

  /// Whether something is at a path.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The path from the root of the file system.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Makes a folder and those above it; one that is there already is fine.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        "cannot make the folder \(path): \(error.localizedDescription); give another one")
    }
  }
}

/// Writing what people asked to have in a file.
enum OutputFile {
  /// Replaces a file in one go: readers see the old one or the new one.
  /// - Throws: `CommandFailure` that names the file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        "cannot write \(path): \(error.localizedDescription); is its folder there?")
    }
  }
}
