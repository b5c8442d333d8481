import Foundation
import RungPorts

/// What lies at a store's path, found out before SQLite touches it.
///
/// SQLite makes a new database of a missing or an empty file without a word. A daemon that starts
/// with an empty store would take its own servers for unknown ones, so every doubt is an error.
enum StoreFile {
  /// What can be opened.
  enum Finding: Equatable {
    /// Nothing is there: a new store may be made.
    case missing
    /// A Rung store. `isDoubtful` when its length and its header disagree in a way that the
    /// write-ahead log beside it may explain, so that it needs a full check once it is open.
    case store(isDoubtful: Bool)
  }

  /// `Rung` in ASCII: the application id in the header of every store.
  static let applicationID: Int32 = 0x5275_6E67

  private static let headerLength = 100
  private static let magic = Array("SQLite format 3\0".utf8)

  /// The path with links resolved, so that two names of one store share one lock.
  /// - Throws: `unreachable` when the folder does not exist; it is never made, because a missing
  ///   folder is more often a disk that is not mounted than a first start.
  static func resolve(_ path: String) throws(StoreError) -> String {
    if let whole = realpath(path, nil) {
      defer { free(whole) }
      return String(cString: whole)
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    guard let resolved = realpath(folder, nil) else {
      throw StoreError(
        .unreachable,
        "the folder \(folder) of the store \(path): \(systemErrorText()). "
          + "Mount its disk, or make it: mkdir -p \(folder)")
    }
    defer { free(resolved) }
    return String(cString: resolved) + "/" + url.lastPathComponent
  }

  /// Looks at a path without changing anything.
  /// - Throws: `corrupt` for what is empty, cut short or not SQLite; `failed` for the database of
  ///   another program; `unreachable` or `readOnly` when it cannot be opened for writing.
  static func inspect(_ path: String) throws(StoreError) -> Finding {
    let hasLog = (length(of: path + "-wal") ?? 0) > 0
    guard let size = length(of: path) else {
      guard !hasLog else {
        throw StoreError(
          .corrupt,
          "\(path) is missing but its write-ahead log \(path)-wal is there. "
            + "Put the file back, or move the log away to begin anew")
      }
      return .missing
    }
    try requireContent(path, size: size)
    let header = try readHeader(of: path)
    try requireOurs(path, header: header)
    guard access(path, W_OK) == 0 else {
      throw StoreError(
        .readOnly,
        "\(path) cannot be written: \(systemErrorText()). Give this user write access to it")
    }
    let isShort = size < expectedLength(header)
    guard !isShort || hasLog else {
      throw StoreError(
        .corrupt,
        "\(path) is cut short: it has \(size) bytes and its header says "
          + "\(expectedLength(header)). Restore a backup")
    }
    return .store(isDoubtful: isShort)
  }

  /// Bytes in a file; nil when there is none.
  static func length(of path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// - Throws: `corrupt` for an empty file: stores are put in place whole, so none is ever empty.
  static func requireContent(_ path: String, size: Int64) throws(StoreError) {
    guard size > 0 else {
      throw StoreError(
        .corrupt,
        "\(path) is empty, and a Rung store never is: its content was lost. Restore a backup, "
          + "or remove the file to begin with a new store")
    }
  }

  /// The error for a database that some other program made.
  static func foreign(_ path: String) -> StoreError {
    StoreError(
      .failed,
      "\(path) is not a Rung store but a database of another program; it was left as it is. "
        + "Give the store a path of its own")
  }

  /// Closing the file drops every POSIX lock that this process has on it. That is safe here only:
  /// the writer lock is held and no connection is open yet.
  private static func readHeader(of path: String) throws(StoreError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StoreError(
        .unreachable, "\(path): \(systemErrorText()). Give this user read and write access to it")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: headerLength)
    let count = pread(descriptor, &bytes, headerLength, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  private static func requireOurs(_ path: String, header: [UInt8]) throws(StoreError) {
    guard header.count == headerLength, header.starts(with: magic) else {
      throw StoreError(
        .corrupt,
        "\(path) is not an SQLite database: either it never was a Rung store, or its first page "
          + "is damaged. It was left as it is; give another path or restore a backup")
    }
    guard number(header, at: 68) == UInt32(bitPattern: applicationID) else { throw foreign(path) }
  }

  /// Bytes that the header promises, 0 when it makes no promise.
  /// - SeeAlso: https://www.sqlite.org/fileformat2.html#in_header_database_size
  private static func expectedLength(_ header: [UInt8]) -> Int64 {
    guard number(header, at: 24) == number(header, at: 92) else { return 0 }
    let written = Int64(header[16]) << 8 | Int64(header[17])
    let pageSize = written == 1 ? 65_536 : written
    return pageSize * Int64(number(header, at: 28))
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
