import RungModel
import RungPorts
import StoreSQLite
import Testing

/// Random histories: SQLite and the plain reading of the contract must agree on every answer.
@Suite struct RandomHistoryTests {
  @Test(arguments: 1...12) func `random histories leave the same facts`(seed: UInt64) async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store)
    let reference = MemoryStore()
    var history = RandomHistory(seed: seed)
    for step in 0..<120 {
      let call = history.next()
      let answers = try await [call.run(store), call.run(reference)]
      #expect(answers[0] == answers[1], "seed \(seed), step \(step): \(call)")
      if step % 40 == 39 {
        try store.close()
        store = try SQLiteStore.open(path: folder.store)
      }
      if step % 10 == 9 { try await compare(store, reference, at: history.now, "seed \(seed)") }
    }
  }

  private func compare(
    _ store: SQLiteStore, _ reference: MemoryStore, at now: Timestamp, _ seed: Comment
  ) async throws {
    var facts = try await store.factsNow(now)
    let expected = await reference.facts(at: now, historyFrom: .distantPast)
    facts.installation = expected.installation
    #expect(facts == expected, seed)
    #expect(try await store.messages(event: nil) == reference.messages(event: nil), seed)
    #expect(try await store.audit(limit: 25) == reference.audit(limit: 25), seed)
    let (from, to) = (now - .hours(3), now)
    #expect(
      try await store.servers(from: from, to: to) == reference.servers(from: from, to: to), seed)
    for service in RandomHistory.services {
      let kept = try await store.decisions(service: service, from: from, to: to, limit: 4)
      let wanted = await reference.decisions(service: service, from: from, to: to, limit: 4)
      #expect(kept == wanted, seed)
    }
  }
}

/// One call that changes a store.
enum StoreCall: Sendable {
  case commit(StepFacts)
  case accept(EventMessage)
  case append([DriverID: [MinuteValue]])
  case record(OperatorCommand, AuditEntry)
  case upsert([Server])
  case prune(Timestamp, Retention)

  /// Makes the call.
  /// - Returns: what `accept` answered; true for the others.
  func run(_ store: any Store) async throws -> Bool {
    switch self {
    case .commit(let step): try await store.commit(step)
    case .accept(let message): return try await store.accept(message, from: "schedule")
    case .append(let minutes): try await store.append(minutes)
    case .record(let command, let audit): try await store.record(command, audit: audit)
    case .upsert(let servers): try await store.upsert(servers)
    case .prune(let at, let retention): try await store.prune(at: at, retention: retention)
    }
    return true
  }
}

/// Seeded calls over a few names, so that they collide; time passes from call to call.
struct RandomHistory {
  static let services = ["cdn", "play-back", "ads"]

  private(set) var now = SampleFacts.now
  private var generator: SplitMix
  private var issued: [Order] = []

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  mutating func next() -> StoreCall {
    now += .seconds(pick(900))
    switch pick(12) {
    case 0..<4: return .commit(step())
    case 4..<6: return .accept(message())
    case 6..<8: return .append([DriverID("d\(pick(3))"): minutes()])
    case 8..<10: return .record(command(), SampleFacts.audit("\(pick(9))", at: now))
    case 10: return .upsert((0..<pick(5)).map { _ in server() })
    default:
      let retention = Retention(minutes: .hours(1 + pick(9)), history: .hours(1 + pick(9)))
      return .prune(now, retention)
    }
  }

  private mutating func step() -> StepFacts {
    let orders = (0..<pick(3)).map { index in
      SampleFacts.order(issued.count + index + 1, at: now - .minutes(pick(90)))
    }
    issued += orders
    let answered = (0..<min(pick(3), issued.count)).map { _ in issued[pick(issued.count)] }
    let service = Self.services[pick(3)]
    return StepFacts(
      at: now, orders: orders, outcomes: answered.prefix(1).map(SampleFacts.outcome),
      answered: answered.dropFirst().map(\.id),
      leadTimes: (0..<pick(2)).map { _ in SampleFacts.leadTime("i-\(pick(40))", at: now) },
      decisions: [SampleFacts.decision(service, at: now - .minutes(pick(5)), desired: pick(99))],
      alarmsRaised: [SampleFacts.alarm("s\(pick(4))", "at \(pick(99))")],
      alarmsCleared: [SampleFacts.alarm("s\(pick(4))")],
      forecasts: (0..<pick(4)).map { _ in
        SampleFacts.forecast("d\(pick(3))", scoredMinute(), Double(pick(99)))
      },
      settled: (0..<pick(4)).map { _ in
        SampleFacts.settled("d\(pick(3))", scoredMinute(), pick(5) == 0 ? nil : Double(pick(99)))
      },
      scores: (0..<pick(4)).map { _ in
        SampleFacts.score(
          "d\(pick(3))", Self.services[pick(3)], horizon: 1 + pick(2), count: Double(pick(99)),
          at: now.minute)
      })
  }

  /// Within the last three days: some too old for facts, some too old to be kept.
  private mutating func scoredMinute() -> Int64 {
    now.minute - Int64(pick(2) == 0 ? pick(300) : pick(4_320))
  }

  private mutating func message() -> EventMessage {
    let status = Event.Status.allCases[pick(Event.Status.allCases.count)]
    let event = SampleFacts.event(
      "e\(pick(4))", sequence: pick(30), status: status, at: now - .hours(pick(600)))
    return EventMessage(receivedAt: now, event: event)
  }

  private mutating func minutes() -> [MinuteValue] {
    (0..<pick(9)).map { _ in
      MinuteValue(minute: now.minute - Int64(pick(700)), value: Double(pick(1_000_000)) / 7)
    }
  }

  private mutating func command() -> OperatorCommand {
    let (service, until) = (Self.services[pick(3)], now + .minutes(pick(600)))
    switch pick(3) {
    case 0: return .unpause(service: service)
    case 1: return .pause(Pause(service: service, until: until, reason: "r"))
    default:
      return .floor(
        OperatorFloor(service: service, servers: pick(3), until: until, reason: "r"))
    }
  }

  private mutating func server() -> Server {
    let ended: Timestamp? = pick(3) == 0 ? now - .minutes(pick(300)) : nil
    return SampleFacts.server(
      "i-\(pick(30))", orderedAt: now - .hours(8 + pick(5)), endedAt: ended)
  }

  private mutating func pick(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
}

/// SplitMix64 - SeeAlso: https://prng.di.unimi.it/splitmix64.c
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
