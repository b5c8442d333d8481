import Foundation
import Testing

/// Texts that people read, compared letter by letter; recording one fails that run.
enum Golden {
  /// Compares, or records when the file is missing.
  static func expect(_ text: String, _ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name): read it, then run again")
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "\(name) differs; remove it to record anew")
  }
}

/// Whether every tag that opens is closed in its place.
struct XMLCheck {
  /// What is wrong; nil when nothing is.
  private(set) var fault: String?

  init(_ page: String) {
    var open: [Substring] = []
    for part in page.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else { continue }
      let tag = part[..<end]
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else {
          fault = "\(tag) closes something else"
          return
        }
      } else if !tag.hasSuffix("/") && !tag.hasPrefix("!") && name != "meta" {
        open.append(name)
      }
    }
    if !open.isEmpty { fault = "open at the end: \(open)" }
  }
}
