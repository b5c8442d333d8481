import Foundation
import GRDB
package import RungPorts

extension SQLiteStore {
  /// How long a statement waits for another process that has the file for a moment.
  private static let busySeconds: Double = 5

  /// The write-ahead log is cut back to this size after a burst: 64 MiB.
  private static let journalSizeLimit = 64 << 20

  /// Opens a store for writing, or makes it when nothing is at the path. Its folder must exist.
  ///
  /// - Parameters:
  ///   - path: the file; `<path>.lock` beside it keeps a second writer out.
  ///   - sizeLimit: bytes the store may grow to, for a disk shared with others; nil is no limit.
  ///     A write beyond it fails as on a full disk.
  /// - Throws: `locked` when another process writes it; `corrupt` when it is empty, cut short or
  ///   damaged; `failed` for another program's database; `tooNew`; `readOnly`; `unreachable`.
  ///   Nothing at the path has been changed then.
  package static func open(
    path: String, sizeLimit: Int? = nil
  ) throws(StoreError) -> SQLiteStore {
    let path = try StoreFile.resolve(path)
    let lock = try WriterLock(store: path)
    let finding = try StoreFile.inspect(path)
    if finding == .missing { try create(path) }
    return try translating(path) {
      if finding != .missing { try requireKnown(path) }
      let pool = try DatabasePool(path: path, configuration: configuration(sizeLimit: sizeLimit))
      if finding == .store(isDoubtful: true) { try requireSound(pool, path: path) }
      try Schema.migrator.migrate(pool)
      return SQLiteStore(pool: pool, path: path, lock: lock)
    }
  }

  /// Opens a store that exists for reading only, beside a daemon or without one.
  ///
  /// - Throws: `unreachable` when there is none; `corrupt`, `failed` (another program's) and
  ///   `tooNew` as `open` does; also `failed` for one that an older Rung wrote and that `rung run`
  ///   has not upgraded yet.
  package static func openReadOnly(path: String) throws(StoreError) -> SQLiteStoreView {
    let path = try StoreFile.resolve(path)
    guard let size = StoreFile.length(of: path) else {
      throw StoreError(
        .unreachable,
        "there is no store at \(path). Check the path; the daemon makes the store when it starts")
    }
    try StoreFile.requireContent(path, size: size)
    return try translating(path) {
      let queue = try readOnlyQueue(path)
      try queue.read { db in
        try requireOurs(db, path: path)
        try Schema.requireKnown(db, path: path)
        guard try Schema.migrator.hasCompletedMigrations(db) else {
          throw StoreError(
            .failed, "\(path) was written by an older Rung. Start the daemon once to upgrade it")
        }
      }
      return SQLiteStoreView(reader: queue, path: path)
    }
  }

  /// A connection that cannot write, apart from all others.
  static func readOnlyQueue(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(busySeconds)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func configuration(sizeLimit: Int?) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_size_limit = \(journalSizeLimit)")
      if let sizeLimit, let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") {
        try db.execute(sql: "PRAGMA max_page_count = \(max(1, sizeLimit / pageSize))")
      }
    }
    return configuration
  }

  /// Makes the store whole under another name and then puts it in place, so that a process killed
  /// in the middle leaves nothing at the path.
  private static func create(_ path: String) throws(StoreError) {
    let draft = path + ".new"
    try translating(path) {
      for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) }
      let queue = try DatabaseQueue(path: draft)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)")
      }
      try Schema.migrator.migrate(queue)
      try queue.close()
    }
    try StoreFile.putInPlace(draft, as: path)
  }

  /// Looks before the first write: opening for writing would already change the file.
  private static func requireKnown(_ path: String) throws {
    let queue = try readOnlyQueue(path)
    try queue.read { db in
      // Made in one piece with its first row: a store without it is a damaged one, and migrating
      // it would make an empty store of it.
      guard try db.tableExists("installation"),
        try Row.fetchOne(db, sql: "SELECT 1 FROM installation") != nil
      else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the installation's row is gone")
      }
      try Schema.requireKnown(db, path: path)
    }
    try queue.close()
  }

  private static func requireOurs(_ db: Database, path: String) throws {
    let found = try Int32.fetchOne(db, sql: "PRAGMA application_id")
    guard found == StoreFile.applicationID else { throw StoreFile.foreign(path) }
  }

  /// A full check of pages and indexes. - Complexity: reads the whole file.
  private static func requireSound(_ pool: DatabasePool, path: String) throws {
    let verdict = try pool.read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") }
    guard verdict == "ok" else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: verdict)
    }
  }
}
