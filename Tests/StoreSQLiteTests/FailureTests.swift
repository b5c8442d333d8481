import Foundation
import GRDB
import RungModel
import RungPorts
import StoreSQLite
import Testing

/// A failing world: what the caller is told, and that nothing half done is left.
@Suite struct FailureTests {
  private let now = SampleFacts.now

  @Test func `a full store says so, keeps what it had and works again`() async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store, sizeLimit: 300_000)
    try await store.commit(StepFacts(at: now, orders: [SampleFacts.order(1)]))
    let before = try await store.factsNow()
    let big = StepFacts(at: now, orders: (2..<3_000).map { SampleFacts.order($0) })
    let error = try #require(await failure { try await store.commit(big) })
    #expect(error.code == .full && error.message.contains("Free space"))
    #expect(try await store.factsNow() == before)
    try await store.commit(StepFacts(at: now, orders: [SampleFacts.order(2)]))
    try store.close()
    store = try SQLiteStore.open(path: folder.store)
    try await store.commit(big)
    #expect(try await store.factsNow().lastOrderNumber == 2_999)
  }

  @Test func `damage found later is reported as damage`() async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store)
    let minutes = (0..<20_000).map { MinuteValue(minute: $0, value: Double($0)) }
    try await store.append([DriverID("users"): minutes])
    try store.close()
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.store))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: size / 4096 / 2 * 4096)
    try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size / 3)))
    try handle.close()
    store = try SQLiteStore.open(path: folder.store)
    let error = try #require(await failure { _ = try await store.factsNow() })
    #expect(error.code == .corrupt && error.message.contains("restore a backup"))
  }

  @Test func `a row that cannot be read is damage, not an absence`() async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store)
    try await store.commit(StepFacts(at: now, orders: [SampleFacts.order(1)]))
    try store.close()
    let queue = try DatabaseQueue(path: folder.store)
    try await queue.write { try $0.execute(sql: "UPDATE orders SET body = '{}'") }
    try queue.close()
    store = try SQLiteStore.open(path: folder.store)
    #expect(await failure { _ = try await store.factsNow() }?.code == .corrupt)
  }

  @Test func `a transaction that was not committed is not there`() async throws {
    let folder = try Folder()
    try SQLiteStore.open(path: folder.store).close()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let rival = try DatabaseQueue(path: folder.store, configuration: configuration)
    try rival.inDatabase { db in
      try db.beginTransaction(.immediate)
      try db.execute(sql: "INSERT INTO texts (name, value) VALUES ('half', 'done')")
    }
    let view = try SQLiteStore.openReadOnly(path: folder.store)
    #expect(try await view.value("half") == nil)
    try rival.inDatabase { try $0.rollback() }
    try rival.close()
    #expect(try await SQLiteStore.open(path: folder.store).value("half") == nil)
  }

  @Test func `a closed store fails in words`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    try store.close()
    try store.close()
    #expect(await failure { try await store.setValue("a", "b") } != nil)
    #expect(await failure { _ = try await store.factsNow() } != nil)
  }

  @Test(arguments: [
    (ResultCode.SQLITE_FULL, StoreError.Code.full), (.SQLITE_CORRUPT_INDEX, .corrupt),
    (.SQLITE_NOTADB, .corrupt), (.SQLITE_READONLY_DBMOVED, .readOnly), (.SQLITE_PERM, .readOnly),
    (.SQLITE_BUSY_SNAPSHOT, .locked), (.SQLITE_LOCKED, .locked), (.SQLITE_CANTOPEN, .unreachable),
    (.SQLITE_IOERR_FSYNC, .unreachable), (.SQLITE_CONSTRAINT, .failed),
  ])
  func `every code of SQLite has its word and names the file`(
    _ code: ResultCode, _ word: StoreError.Code
  ) {
    let error = StoreError(translating: DatabaseError(resultCode: code), path: "/var/x.sqlite")
    #expect(error.code == word)
    #expect(error.message.contains("/var/x.sqlite"))
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func `a store that may not be written is refused`() throws {
    let folder = try Folder()
    try SQLiteStore.open(path: folder.store).close()
    chmod(folder.store, 0o444)
    #expect(try refusal { try SQLiteStore.open(path: folder.store) }.code == .readOnly)
  }

  @Test func `a cancelled task still commits`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask {
        #expect(Task.isCancelled)
        try await store.setValue("kept", "yes")
      }
      try await group.waitForAll()
    }
    #expect(try await store.value("kept") == "yes")
  }
}

/// The store error that a call throws; nil when it throws none.
func failure(_ call: () async throws -> Void) async -> StoreError? {
  do {
    try await call()
    return nil
  } catch {
    return error as? StoreError
  }
}
