import Foundation
import RungModel
import RungPorts
import StoreSQLite
import Testing

/// A kind of store that the contract holds for.
struct StoreMaker: Sendable, CustomTestStringConvertible {
  var name: String
  /// Makes an empty store in a folder, or opens the one that was made there before.
  var open: @Sendable (Folder) throws -> any Store

  var testDescription: String { name }

  static let sqlite = StoreMaker(name: "SQLite") { try SQLiteStore.open(path: $0.store) }
  static let memory = StoreMaker(name: "memory") { _ in MemoryStore() }
  static let all = [sqlite, memory]
}

/// A temporary folder that goes with its last use.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rung-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("left behind: \(path): \(error)")
    }
  }

  /// Where the store of this folder is.
  var store: String { path + "/rung.sqlite" }

  func file(_ name: String) -> String { path + "/" + name }
}
