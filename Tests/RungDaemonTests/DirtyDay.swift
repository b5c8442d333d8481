import RungCore
import RungDaemon
import RungModel
import RungSimulation

/// A seeded generator for tests (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What can happen to a source, and for how long.
enum DataFault: CaseIterable {
  case gap, duplicate, late, notch, freeze, perMinute, perSecond, outlier, skew

  /// Minutes that it may last.
  var minutes: ClosedRange<Int> {
    switch self {
    case .outlier: 1...1
    case .notch: 1...2
    case .freeze: 12...25
    case .gap, .duplicate, .late, .perMinute, .perSecond, .skew: 5...25
    }
  }

  /// Minutes from its beginning on after which nothing may be removed while it lasts: what was
  /// heard before fills the observed window, and a freeze shows only when it has lasted. Nil for
  /// faults that leave the values right, or raise them.
  var blindAfter: Int? {
    switch self {
    case .notch, .perSecond: 0
    case .gap, .skew: 4
    case .freeze: 8
    case .duplicate, .late, .perMinute, .outlier: nil
    }
  }
}

/// A generated day of users in two zones, with every fault once, in an order that the seed draws.
struct DirtyDay {
  /// Minutes between the beginnings of two faults, so that each is over before the next.
  static let spacing = 70
  static let start = Timestamp(minute: 29_833_440)

  let faults: [(fault: DataFault, minutes: ClosedRange<Int>)]
  private let noise: [Double]

  init(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    noise = (0..<800).map { _ in Double.random(in: -0.02...0.02, using: &generator) }
    let order = DataFault.allCases.shuffled(using: &generator)
    faults = order.enumerated().map { index, fault in
      let first = 90 + index * Self.spacing + Int.random(in: 0..<20, using: &generator)
      return (fault, first...(first + Int.random(in: fault.minutes, using: &generator) - 1))
    }
  }

  /// Minutes until the last fault is over and forgotten.
  var minutes: Int { 90 + faults.count * Self.spacing + 30 }

  /// The fault at a minute.
  func fault(at minute: Int) -> DataFault? {
    faults.first { $0.minutes.contains(minute) }?.fault
  }

  /// Whether removing at a minute would be removing blindly.
  func isBlind(at minute: Int) -> Bool {
    faults.contains { entry in
      guard let after = entry.fault.blindAfter else { return false }
      return entry.minutes.contains(minute) && minute >= entry.minutes.lowerBound + after
    }
  }

  /// Users of all zones: two waves a day's length, so that it climbs and falls several times.
  func users(_ minute: Int) -> Double {
    let place = Double(minute % 240) / 240
    let wave = place < 0.5 ? 2 * place : 2 - 2 * place
    return 150 + 500 * wave * (1 + noise[min(minute, noise.count - 1)])
  }

  /// What a sound source sends at an instant.
  func cleanSamples(at now: Timestamp) -> [Sample] {
    samples(users(Int((now - Self.start).inMinutes)), dated: now)
  }

  /// What this day's source sends at an instant.
  func dirtySamples(at now: Timestamp) -> [Sample] {
    let minute = Int((now - Self.start).inMinutes)
    guard let entry = faults.first(where: { $0.minutes.contains(minute) }) else {
      return cleanSamples(at: now)
    }
    let users = users(minute)
    let isFirst = now == Self.start + .minutes(minute)
    switch entry.fault {
    case .gap: return []
    case .duplicate: return samples(users, dated: now) + samples(users, dated: now)
    case .late: return samples(users, dated: now) + samples(users / 3, dated: now - .minutes(2))
    case .notch: return samples(0, dated: now)
    case .freeze: return samples(self.users(entry.minutes.lowerBound), dated: now)
    case .perMinute: return samples(users * 60, dated: now)
    case .perSecond: return samples(users / 60, dated: now)
    case .outlier: return samples(isFirst ? users * 5 : users, dated: now)
    case .skew: return samples(users, dated: now + .minutes(9))
    }
  }

  private func samples(_ users: Double, dated at: Timestamp) -> [Sample] {
    [("a", 0.6), ("b", 0.4)].map { zone, share in
      Sample(metric: "users", labels: ["zone": zone], at: at, value: users * share)
    }
  }
}

/// Ingest, controller and backend, as the daemon joins them.
struct FedController {
  static let ladder = Ladder(
    service: "playback", mode: .act, driver: Driver(unit: .users, metric: "users"),
    rungs: [Rung(at: 0, servers: 2), Rung(at: 1_000, servers: 102)],
    buffer: Buffer(risk: 0.99), limits: Limits(min: 2, max: 200),
    pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])

  var ingest = Ingest()
  var controller = Controller(facts: Facts(installation: "test"), at: DirtyDay.start)
  private var backend = VirtualBackend(boot: .minutes(6))
  private var pending: [Input] = [.ladders([ladder])]
  /// Minutes as a store would have them.
  private(set) var stored: [Int64: Double] = [:]
  private(set) var violations: [String] = []

  init() { ingest.setDrivers([Self.ladder.driver]) }

  var launched: Int { controller.decision(of: "playback")?.launched ?? 0 }

  /// Feeds and steps. Returns how many servers were ordered away.
  mutating func step(_ samples: [Sample], at now: Timestamp) -> Int {
    _ = ingest.take(samples, at: now)
    backend.advance(to: now)
    let inputs =
      pending + [.samples(ingest.collect(at: now)), .listing(backend.listing("local", at: now))]
    pending = []
    for minute in ingest.takeChangedMinutes().values.joined() {
      stored[minute.minute] = minute.value
    }
    let directives = controller.step(inputs, at: now)
    violations += controller.violations(of: directives, at: now).map { "\(now): \($0)" }
    var removed = 0
    for directive in directives {
      switch directive {
      case .launch(let order): pending.append(.launched(backend.launch(order, at: now)))
      case .terminate(let order):
        if case .terminate(let servers) = order.action { removed += servers.count }
        backend.terminate(order, at: now)
        pending.append(.terminating(order.id))
      case .raise, .clear, .record, .learn, .forecasted, .scored: continue
      }
    }
    return removed
  }
}
