import Foundation
import GRDB
package import RungPorts

extension SQLiteStoreView {
  /// Copies everything as of now into one compact file, while the daemon goes on writing.
  ///
  /// The copy is complete when it appears under its name. It opens like any store, here or on
  /// another host. An order number that was given out after the copy was made is given out again
  /// by a daemon on the restored copy: end or adopt servers of later orders first.
  ///
  /// - Throws: `failed` when something is at `target` already; `full`, `unreachable` or `readOnly`
  ///   when it cannot be written there.
  package func backup(to target: String) async throws(StoreError) {
    let target = try StoreFile.resolve(target)
    guard StoreFile.length(of: target) == nil else {
      throw StoreError(
        .failed, "\(target) exists already. Give the backup a new name, or remove the old one")
    }
    let draft = target + ".part"
    unlink(draft)
    try await copy(to: draft, for: target)
    try StoreFile.putInPlace(draft, as: target)
  }

  /// On a connection of its own: a copy takes seconds, and a commit must not wait for it.
  private func copy(to draft: String, for target: String) async throws(StoreError) {
    let source = try translating(path) { try SQLiteStore.readOnlyQueue(path) }
    let result: Result<Void, StoreError> = await withCheckedContinuation { continuation in
      source.asyncWriteWithoutTransaction { db in
        let result = Result { try db.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
        continuation.resume(
          returning: result.mapError { StoreError(translating: $0, path: target) })
      }
    }
    try translating(path) { try source.close() }
    try result.get()
  }
}

extension StoreFile {
  /// Gives a finished file its name, durably: file, name, and folder reach the disk in this order.
  /// - Throws: `unreachable` when the disk refuses.
  static func putInPlace(_ draft: String, as path: String) throws(StoreError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard synchronise(draft, O_RDONLY), rename(draft, path) == 0,
      synchronise(folder, O_RDONLY | O_DIRECTORY)
    else {
      throw StoreError(
        .unreachable, "cannot put \(path) in place: \(systemErrorText()). Check its disk")
    }
  }

  private static func synchronise(_ path: String, _ flags: Int32) -> Bool {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
