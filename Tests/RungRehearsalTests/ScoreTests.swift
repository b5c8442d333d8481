import RungFormats
import RungModel
import Testing

@testable import RungRehearsal

struct ScoreTests {
  private static let from = Timestamp("2026-11-22T20:00:00Z") ?? .distantPast

  /// Ten minutes of 100 users, then ten of 200, both in the window.
  private func board() throws -> Scoreboard {
    let values = (0..<20).map { Optional($0 < 10 ? 100.0 : 200.0) }
    let script = try RehearsalScript(
      series: [
        .init(
          metric: "m", unit: .users,
          values: MinuteSeries(firstMinute: Self.from.minute, values: values))
      ],
      messages: [], billingFrom: Self.from, billingTo: Self.from + .minutes(20))
    let service = ServiceStatusDTO(
      service: "chat", mode: .act, tier: .p0, driver: "m", unit: .users, leadTimeSeconds: 1,
      serverCounts: ServerCountsDTO([]), ladderFile: "")
    let status = StatusDTO(
      version: "", now: Self.from, clockSpeed: 1, startedAt: Self.from, services: [service],
      events: [], alarms: [])
    return Scoreboard(script, try Cast(script, status))
  }

  private func observe(
    _ board: inout Scoreboard, _ offset: Duration, served: Double, serving: Int = 1
  ) {
    board.observe([.init(served: served, serving: serving)], at: Self.from + offset) { _, _ in 1 }
  }

  @Test func anOutageIsScoredWithTheLowerOfBeforeAndAfter() throws {
    var board = try board()
    observe(&board, .zero, served: 150)
    // Silence over the jump to 200; before it 150 were served, after it 500.
    observe(&board, .minutes(12), served: 500)
    let score = board.scores[0]
    #expect(score.demandSeconds == 600 * 100 + 130 * 200)
    // From minute 10 on, but not the instant of the answer: 12 of 13 instants, 50 users each.
    #expect(score.unservedSeconds == 120 * 50)
    #expect(score.firstUnservedAt == Self.from + .minutes(10))
    #expect(board.unobservedSeconds == 12 * 60 - 10)
  }

  @Test func whatLiesOutsideTheWindowIsNotScored() throws {
    var board = try board()
    observe(&board, .seconds(-10), served: 0)
    #expect(board.scores[0].demandSeconds == 0)
    observe(&board, .zero, served: 100)
    observe(&board, .minutes(20), served: 0)
    // Only the instants missed before the end of the window.
    #expect(board.unobservedSeconds == 20 * 60 - 10)
    #expect(board.scores[0].demandSeconds == 600 * 300)
  }

  @Test func timeIsBilledFromOrderToExitInsideTheWindow() {
    var score = ServiceScore(service: "chat", unit: .users)
    func server(_ service: String, _ weight: Int, _ from: Int, _ to: Int?) -> Server {
      Server(
        id: ServerID("\(from)"), service: service, pool: "p",
        offering: Offering(type: "t", servers: weight), order: OrderID("o"), state: .serving,
        orderedAt: Self.from + .minutes(from), endedAt: to.map { Self.from + .minutes($0) })
    }
    score.bill(
      [
        server("chat", 1, -10, 5), server("chat", 3, 19, nil), server("chat", 1, -9, -1),
        server("home", 9, 0, 20), server("chat", 1, 25, nil),
      ], from: Self.from, to: Self.from + .minutes(20))
    #expect(score.billedSeconds == 60 * (5 + 3 * 1))
    #expect(score.launches == 1)
  }

  @Test func theSummaryReadsLikeThis() throws {
    var board = try board()
    observe(&board, .zero, served: 150, serving: 2)
    observe(&board, .minutes(10), served: 150, serving: 2)
    let summary = board.summary(
      servers: [], staticPeak: [4], speed: 60, absent: ["home"])
    #expect(
      summary.text == """
        rehearsal of 2026-11-22T20:00:00Z to 2026-11-22T20:20:00Z, 60 times real speed
          UNSERVED: chat 8 user-minutes (0.8 %, first at 20:10)
          peak      200 users at 20:10, 2 servers serving
          cost      0 % of static peak (0.0 of 1.3 server hours)
          tightest  chat at 20:10: could serve 75.0 % of its demand
          unseen    590 s without an answer from the daemon, scored with the lower of what served \
        before and after
          not rehearsed: home (no series)

          service       peak  serving then        unserved  serving/needed  cost  launches  restarts
          chat     200 users        2 of 4  8 user-minutes            2.00   0 %         0         0

        """)
    struct Read: Decodable {
      struct Service: Decodable {
        var service: String
        var unserved_minutes: Double
        var cost_ratio: Double?
        var peak_demand: Double
      }
      var was_everyone_served: Bool
      var services: [Service]
      var not_rehearsed: [String]
    }
    let json = try APIJSON.decode(Read.self, from: Array(summary.json().utf8))
    #expect(!json.was_everyone_served)
    #expect(json.not_rehearsed == ["home"])
    #expect(json.services.map(\.service) == ["chat"])
    #expect(json.services.map(\.unserved_minutes) == [500.0 / 60])
    #expect(json.services.map(\.cost_ratio) == [0])
    #expect(json.services.map(\.peak_demand) == [200])
  }

  @Test(arguments: [
    (0.0, "0"), (812, "812"), (14_230_000, "14.2M"), (950_400, "950K"), (1_000, "1.0K"),
    (999.7, "1000"), (2.5e9, "2.5B"),
  ])
  func numbersAreShort(value: Double, text: String) {
    #expect(compact(value) == text)
  }

  @Test func aScriptWithoutAMatchIsRefused() {
    let series = RehearsalScript.Series(
      metric: "m", unit: .users, values: MinuteSeries(firstMinute: 5, values: [1]))
    #expect(throws: RehearsalError.self) { try RehearsalScript(series: [series], messages: []) }
    #expect(throws: RehearsalError.self) {
      try RehearsalScript(
        series: [series], messages: [], billingFrom: Timestamp(minute: 6),
        billingTo: Timestamp(minute: 9))
    }
  }

  @Test func theWindowComesFromTheNewestStateOfTheEvent() throws {
    func event(_ sequence: Int, toss: Int, end: Int) -> Event {
      Event(
        id: "e", kind: "k", sequence: sequence,
        milestones: [
          Milestone(name: "toss", at: Self.from + .minutes(toss)),
          Milestone(name: "end", at: Self.from + .minutes(end)),
        ])
    }
    let script = try RehearsalScript(
      series: [
        .init(
          metric: "m", unit: .users,
          values: MinuteSeries(
            firstMinute: Self.from.minute - 300, values: Array(repeating: 1, count: 1_000)))
      ],
      messages: [
        EventMessage(receivedAt: Self.from, event: event(2, toss: 10, end: 250)),
        EventMessage(receivedAt: Self.from - .hours(2), event: event(1, toss: 0, end: 200)),
      ])
    #expect(script.billingFrom == Self.from - .minutes(50))
    #expect(script.billingTo == Self.from + .minutes(280))
    #expect(script.playFrom == Self.from - .minutes(65))
  }
}
