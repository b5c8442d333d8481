import Foundation
import GRDB
package import RungPorts

extension StoreError {
  /// Translates what SQLite, GRDB or a decoder threw, once, here.
  ///
  /// A `StoreError` passes as it is. Everything unforeseen becomes `failed` with the original text.
  package init(translating error: any Error, path: String) {
    switch error {
    case let known as StoreError:
      self = known
    case let database as DatabaseError:
      self.init(translating: database, path: path)
    case let decoding as DecodingError:
      self.init(
        .corrupt,
        "\(path) holds a row that cannot be read (\(decoding)); "
          + "restore a backup, or keep the file and report it")
    default:
      self.init(.failed, "\(path): \(error)")
    }
  }

  private init(translating error: DatabaseError, path: String) {
    let detail = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no text")"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(
        .full,
        "\(path) cannot grow (\(detail)); nothing of this write was kept. "
          + "Free space on its disk, raise the store's size limit, or shorten retention")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(
        .corrupt,
        "\(path) is damaged (\(detail)). Stop the daemon, keep the file for study "
          + "and restore a backup; no new store is made in its place")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .readOnly,
        "\(path) cannot be written (\(detail)). Give this user write access to the file "
          + "and to its folder")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked,
        "\(path) is held by another process (\(detail)). Close what has it open: "
          + "only one daemon, and no other SQLite writer, may use a store")
    case .SQLITE_CANTOPEN, .SQLITE_IOERR:
      self.init(
        .unreachable,
        "\(path) cannot be reached (\(detail)). Check that its disk is mounted and healthy "
          + "and that this user may read and write the file and its folder")
    default:
      self.init(.failed, "\(path): \(detail)")
    }
  }
}

/// Runs something that may throw anything and lets only a `StoreError` out.
func translating<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
  do {
    return try body()
  } catch {
    throw StoreError(translating: error, path: path)
  }
}

/// The text of the newest failure of a system call: `No such file or directory`.
func systemErrorText() -> String { String(cString: strerror(errno)) }
