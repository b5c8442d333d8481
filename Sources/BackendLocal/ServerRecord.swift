import FoundationEssentials
import Glibc
import RungModel
import SystemPackage

/// What is kept on disk of one server: enough to find, restart or end it after a crash.
struct ServerRecord: Hashable, Codable, Sendable {
  /// As it is listed. `server.restarts` names the attempt that `process` belongs to.
  var server: Server
  var port: Int
  /// How it was started; a restart prefers what the ladder says by then.
  var template: ProcessTemplate
  /// Nil before it is started, and after it exited.
  var process: ProcessIdentity?
  /// The attempt in which it was ready last; nil before the first time.
  var readyAttempt: Int?
  /// Told to end. Never undone: a daemon that crashed meanwhile finishes it.
  var isEnding = false
}

/// The folder of records: one small file for each server, one for each launch order answered.
struct RecordFolder: Sendable {
  let servers: String
  let orders: String

  init(stateFolder: String) {
    servers = stateFolder + "/servers"
    orders = stateFolder + "/orders"
  }

  /// Makes the folders.
  func make() throws(Errno) {
    try AtomicFile.makeFolder(servers)
    try AtomicFile.makeFolder(orders)
  }

  /// Writes a record. See `AtomicFile.write` for `isDurable`.
  func write(_ record: ServerRecord, isDurable: Bool) throws(Errno) {
    try write(record, to: path(of: record.server.id), isDurable: isDurable)
  }

  func remove(_ id: ServerID) { unlink(path(of: id)) }

  /// Keeps the answer to a launch order, so that the same order gets the same answer.
  func write(_ outcome: LaunchOutcome) throws(Errno) {
    try write(outcome, to: path(of: outcome.order), isDurable: false)
  }

  /// The answer given to a launch order; nil when it was not answered.
  ///
  /// An unreadable one counts as none: the order is then carried out again, which starts nothing
  /// that has a record.
  func outcome(of order: OrderID) throws(Errno) -> LaunchOutcome? {
    guard let bytes = try AtomicFile.read(path(of: order)) else { return nil }
    return Self.decode(LaunchOutcome.self, bytes)
  }

  /// Forgets answers that were given longer ago than `age`, in real time.
  func pruneOutcomes(olderThan age: Duration) throws(Errno) {
    for name in try AtomicFile.names(in: orders) {
      var status = stat()
      guard stat("\(orders)/\(name)", &status) == 0 else { continue }
      if time(nil) - status.st_mtim.tv_sec > Int(age.components.seconds) {
        unlink("\(orders)/\(name)")
      }
    }
  }

  /// Every record, and the files that are none; those are moved aside, not deleted.
  func load() throws(Errno) -> (records: [ServerRecord], damaged: [String]) {
    var records: [ServerRecord] = []
    var damaged: [String] = []
    for name in try AtomicFile.names(in: servers) where name.hasSuffix(".json") {
      let path = "\(servers)/\(name)"
      guard let bytes = try AtomicFile.read(path) else { continue }
      if let record = Self.decode(ServerRecord.self, bytes) {
        records.append(record)
      } else {
        rename(path, path + ".damaged")
        damaged.append(path + ".damaged")
      }
    }
    return (records, damaged)
  }

  private func path(of id: ServerID) -> String { "\(servers)/\(Self.fileName(id.name)).json" }
  private func path(of id: OrderID) -> String { "\(orders)/\(Self.fileName(id.token)).json" }

  /// A file name for any text: letters, digits, `-`, `_` and `.` as they are, `%2F` for others.
  static func fileName(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF")
    let name = text.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(byte))
      if isPlain || "-_.".unicodeScalars.contains(scalar) { return String(scalar) }
      return "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
    }.joined()
    return name.hasPrefix(".") ? "%2E" + name.dropFirst() : name
  }

  private func write(_ value: some Encodable, to path: String, isDurable: Bool) throws(Errno) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try AtomicFile.write(Array(encoder.encode(value)), to: path, isDurable: isDurable)
    } catch let error as Errno {
      throw error
    } catch {
      preconditionFailure("a record of plain values always encodes: \(error)")
    }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      return nil
    }
  }
}
