import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Fakes")
struct FakeTests {
  @Test("the fake store takes a sequence once and only upwards")
  func store() async throws {
    let store = FakeStore()
    var results: [Bool] = []
    for sequence in [2, 2, 1, 3] {
      let event = Event(id: "final", kind: "football", sequence: sequence)
      let message = EventMessage(receivedAt: Stage.start, event: event)
      results.append(try await store.accept(message, from: "test"))
    }
    #expect(results == [true, false, false, true])
  }

  @Test("the fake backend launches a token once")
  func backend() async throws {
    let backend = FakeBackend()
    let first = try await backend.launch(Stage.launch("a", count: 3))
    let again = try await backend.launch(Stage.launch("a", count: 3))
    #expect(first == again)
    #expect(first.launched.count == 3)
    #expect(await backend.servers.map(\.id) == first.launched)
  }

  @Test("the settable clock runs at its speed and jumps by what it is told")
  func clock() async throws {
    let clock = SettableClock(start: Stage.start)
    let before = clock.now()
    try await clock.sleep(for: .seconds(40))
    let slept = clock.now()
    #expect(slept - before >= .seconds(40))
    clock.set(by: .hours(-1))
    #expect(clock.now() < slept)
  }
}
