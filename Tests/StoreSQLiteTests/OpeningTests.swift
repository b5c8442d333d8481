import Foundation
import GRDB
import RungModel
import RungPorts
import StoreSQLite
import Testing

/// What may be opened, what is refused, and that what is refused stays as it was.
@Suite struct OpeningTests {
  private let now = SampleFacts.now

  @Test func `a new store is made in an existing folder only`() async throws {
    let folder = try Folder()
    let error = try refusal { try SQLiteStore.open(path: folder.file("none/rung.sqlite")) }
    #expect(error.code == .unreachable)
    #expect(error.message.contains("mkdir -p \(folder.file("none"))"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    let store = try SQLiteStore.open(path: folder.store)
    let name = try await store.factsNow().installation
    #expect(name.count == 8)
    #expect(name.allSatisfy { "abcdefghijklmnopqrstuvwxyz234567".contains($0) })
    let other = try Folder()
    #expect(try await SQLiteStore.open(path: other.store).factsNow().installation != name)
  }

  @Test func `what was committed is there after reopening`() async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store)
    try await store.commit(StepFacts(at: now, orders: [SampleFacts.order(7)]))
    try await store.append([DriverID("users"): [MinuteValue(minute: 1, value: 0.1)]])
    let before = try await store.factsNow()
    try store.close()
    store = try SQLiteStore.open(path: folder.store)
    #expect(try await store.factsNow() == before)
    #expect(before.orders == [SampleFacts.order(7)])
  }

  @Test func `a second writer is refused and told who holds the store`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    let link = folder.file("link.sqlite")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.store)
    for path in [folder.store, link] {
      let error = try refusal { try SQLiteStore.open(path: path) }
      #expect(error.code == .locked)
      #expect(error.message.contains("process \(getpid())"))
    }
    try store.close()
    let next = try SQLiteStore.open(path: folder.store)
    _ = try await next.factsNow()
  }

  @Test func `a lock file left behind locks nothing`() async throws {
    let folder = try Folder()
    try Data("4242\n".utf8).write(to: URL(fileURLWithPath: folder.store + ".lock"))
    let store = try SQLiteStore.open(path: folder.store)
    _ = try await store.factsNow()
  }

  @Test func `another program's database is refused and left as it is`() throws {
    let folder = try Folder()
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
    try queue.close()
    let before = try bytes(folder.store)
    let error = try refusal { try SQLiteStore.open(path: folder.store) }
    #expect(error.code == .failed && error.message.contains("not a Rung store"))
    let reading = try refusal { try SQLiteStore.openReadOnly(path: folder.store) }
    #expect(reading == error)
    #expect(try bytes(folder.store) == before)
    #expect(!FileManager.default.fileExists(atPath: folder.store + "-wal"))
  }

  @Test(arguments: ["", "hello", String(repeating: "x", count: 9_000)])
  func `what is no database is never taken for a new store`(_ content: String) throws {
    let folder = try Folder()
    try Data(content.utf8).write(to: URL(fileURLWithPath: folder.store))
    #expect(try refusal { try SQLiteStore.open(path: folder.store) }.code == .corrupt)
    #expect(try refusal { try SQLiteStore.openReadOnly(path: folder.store) }.code == .corrupt)
    #expect(try bytes(folder.store) == Data(content.utf8))
  }

  @Test(arguments: [0, 50, 4_096, 20_000])
  func `a store cut short is refused`(_ length: Int) async throws {
    let folder = try Folder()
    try await fill(folder)
    try truncate(folder.store, to: length)
    #expect(try refusal { try SQLiteStore.open(path: folder.store) }.code == .corrupt)
    #expect(try bytes(folder.store).count == length)
  }

  @Test(arguments: [0, 50, 4_096, 20_000])
  func `a store cut short beside its write-ahead log is refused`(_ length: Int) async throws {
    let folder = try Folder()
    try await fill(folder)
    let log = URL(fileURLWithPath: folder.store + "-wal")
    try Data(repeating: 0, count: 4_152).write(to: log)
    try truncate(folder.store, to: length)
    #expect(try refusal { try SQLiteStore.open(path: folder.store) }.code == .corrupt)
  }

  @Test func `a log without its store is refused`() throws {
    let folder = try Folder()
    try Data(count: 99).write(to: URL(fileURLWithPath: folder.store + "-wal"))
    let error = try refusal { try SQLiteStore.open(path: folder.store) }
    #expect(error.code == .corrupt && error.message.contains("-wal"))
    #expect(!FileManager.default.fileExists(atPath: folder.store))
  }

  @Test func `a store without its tables is damaged, not new`() throws {
    let folder = try Folder()
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { try $0.execute(sql: "PRAGMA application_id = \(0x5275_6E67)") }
    try queue.close()
    #expect(try refusal { try SQLiteStore.open(path: folder.store) }.code == .corrupt)
  }

  @Test func `a newer store is refused and left as it is`() async throws {
    let folder = try Folder()
    try await fill(folder)
    let queue = try DatabaseQueue(path: folder.store)
    try await queue.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 tomorrow')")
    }
    try queue.close()
    let before = try bytes(folder.store)
    let error = try refusal { try SQLiteStore.open(path: folder.store) }
    #expect(error.code == .tooNew && error.message.contains("newer Rung"))
    #expect(try refusal { try SQLiteStore.openReadOnly(path: folder.store) }.code == .tooNew)
    #expect(try bytes(folder.store) == before)
  }

  /// A closed store with some pages of minutes.
  private func fill(_ folder: Folder) async throws {
    let store = try SQLiteStore.open(path: folder.store)
    let minutes = (0..<4_000).map { MinuteValue(minute: $0, value: Double($0)) }
    try await store.append([DriverID("users"): minutes])
    try store.close()
  }

  private func truncate(_ path: String, to length: Int) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: UInt64(length))
    try handle.close()
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }
}

/// The error that opening throws; a failed requirement when it does not.
func refusal(_ open: () throws -> any Sendable) throws -> StoreError {
  try #require(throws: StoreError.self) { _ = try open() }
}
