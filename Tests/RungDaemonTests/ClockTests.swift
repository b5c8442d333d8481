import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Clocks")
struct ClockTests {
  private static let now = Timestamp(seconds: 1_790_000_000)

  @Test("a wall clock that is set is noticed, forward and back, and time stays steady")
  func jumps() {
    var watch = ClockWatch(speed: 1)
    let jump1 = watch.observe(wall: Self.now, monotonic: .seconds(0))
    #expect(jump1 == nil)
    let jump2 = watch.observe(wall: Self.now + .seconds(35), monotonic: .seconds(10))
    #expect(jump2 == nil)
    let jump3 = watch.observe(wall: Self.now + .hours(1), monotonic: .seconds(20))
    #expect(jump3 == .seconds(3_555))
    let time9 = watch.steady(Self.now + .hours(1))
    #expect(time9 == Self.now + .hours(1))
    let jump4 = watch.observe(wall: Self.now, monotonic: .seconds(30))
    #expect(jump4 == .seconds(-3_610))
    let time10 = watch.steady(Self.now)
    #expect(time10 == Self.now + .hours(1))
    #expect(watch.jumps == 2)
    let isOverSoon = watch.isOver(monotonic: .seconds(40))
    #expect(!isOverSoon)
    let isOverLater = watch.isOver(monotonic: .seconds(30) + ClockWatch.alarmFor)
    #expect(isOverLater)
    #expect(watch.lastJumpAt == nil)
  }

  @Test("a faster clock is compared at its own speed")
  func scaled() {
    var watch = ClockWatch(speed: 60)
    let jump5 = watch.observe(wall: Self.now, monotonic: .zero)
    #expect(jump5 == nil)
    let jump6 = watch.observe(wall: Self.now + .minutes(10), monotonic: .seconds(10))
    #expect(jump6 == nil)
    // 20 real seconds off are within the bound.
    let jump7 = watch.observe(wall: Self.now + .minutes(40), monotonic: .seconds(20))
    #expect(jump7 == nil)
    let jump8 = watch.observe(wall: Self.now + .minutes(90), monotonic: .seconds(30))
    #expect(jump8 != nil)
  }

  @Test("a store's scaled clock goes on after a restart, whatever start is asked for then")
  func restored() async throws {
    let store = FakeStore()
    let first = try await DaemonClock.restore(
      store: store, speed: 60, start: Self.now, realNow: Timestamp(seconds: 1_000))
    #expect(first.origin == Self.now)
    let second = try await DaemonClock.restore(
      store: store, speed: 60, start: Self.now + .hours(9), realNow: Timestamp(seconds: 5_000))
    #expect(second == first)
  }

  @Test("an ordinary daemon gets the wall clock and keeps nothing")
  func wall() async throws {
    let store = FakeStore()
    let clock = try await DaemonClock.restore(store: store, speed: 1, start: nil)
    #expect(clock == .wall)
    #expect(await store.values.isEmpty)
  }

  @Test("another speed, or a clock of its own for a store with a past, is refused in words")
  func refused() async throws {
    let scaled = FakeStore(values: [DaemonClock.key: "v1 1790000000000 1000 60.0"])
    let speed = await #expect(throws: DaemonClock.Refusal.self) {
      try await DaemonClock.restore(store: scaled, speed: 1, start: nil)
    }
    #expect(speed?.description.contains("--clock-speed 60.0, or use another store") == true)
    let lived = FakeStore(base: Facts(installation: "x", lastOrderNumber: 4))
    let past = await #expect(throws: DaemonClock.Refusal.self) {
      try await DaemonClock.restore(store: lived, speed: 60, start: nil)
    }
    #expect(past?.description.contains("rehearse with a new store") == true)
    #expect(await lived.values.isEmpty)
    for text in ["", "v2 1 2 3", "v1 a 2 3", "v1 1 2 0", "v1 1 2 nan"] {
      let damaged = FakeStore(values: [DaemonClock.key: text])
      await #expect(throws: DaemonClock.Refusal.self) {
        try await DaemonClock.restore(store: damaged, speed: 60, start: nil)
      }
    }
    for speed in [0, -1, Double.infinity, .nan] {
      await #expect(throws: DaemonClock.Refusal.self) {
        try await DaemonClock.restore(store: FakeStore(), speed: speed, start: nil)
      }
    }
  }
}
