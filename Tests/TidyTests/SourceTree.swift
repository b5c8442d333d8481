import Foundation

/// The Swift files of the repository, as text.
struct SourceTree {
  struct File: Sendable {
    /// From the repository's root: `Sources/RungCore/Ladder/Ladder+Servers.swift`.
    var path: String
    var lines: [String]

    /// The target's folder name.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `Sources` or `Tests`, by path.
  static func files(below folder: String) throws -> [File] {
    let start = root.appending(path: folder)
    let found = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    var result: [File] = []
    while let url = found?.nextObject() as? URL {
      guard url.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: url, encoding: .utf8)
      let path = String(url.path.dropFirst(root.path.count + 1))
      result.append(File(path: path, lines: text.components(separatedBy: "\n")))
    }
    return result.sorted { $0.path < $1.path }
  }

  /// A line without its comment, so that prose may name what code may not.
  static func code(_ line: String) -> String {
    guard let comment = line.range(of: "//") else { return line }
    return String(line[..<comment.lowerBound])
  }
}
