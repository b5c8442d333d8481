import RungModel
import Testing

@testable import LadderFile

@Suite("What a ladder file says, as a ladder")
struct LadderValueTests {
  private func ladder(_ name: String) throws -> Ladder {
    try #require(try Fixture(name: name).reading().ladder)
  }

  @Test("every key of the full sample arrives")
  func fullSample() throws {
    let ladder = try ladder("good-01-design")
    #expect(ladder.service == "playback")
    #expect(ladder.mode == .act)
    #expect(ladder.tier == .p0)
    #expect(ladder.driver == Driver(unit: .users, metric: "platform_concurrency"))
    #expect(ladder.zone.name == "Asia/Kolkata")
    #expect(ladder.zone.offsetSeconds(at: Fixture.now) == 19_800)
    #expect(ladder.rungs.map(\.at) == [0, 1e6, 10e6, 25e6])
    #expect(ladder.rungs.map(\.servers) == [12, 60, 500, 1_180])
    #expect(ladder.between == .interpolate)
    #expect(ladder.buffer == Buffer(risk: 0.999, absolute: .auto, share: 0))
    #expect(ladder.leadTime == LeadTime(assume: .minutes(6), learn: true))
    #expect(ladder.scaleIn == ScaleIn(hold: .minutes(20), maxStepShare: 0.1))
    #expect(ladder.interruptionHoldLimit == .hours(3))
    #expect(ladder.limits == Limits(min: 12, max: 2_600, maxStepUp: 300))
    #expect(ladder.freezes.isEmpty)
  }

  @Test("pools keep their order, shares, weights and prices")
  func pools() throws {
    let pools = try ladder("good-01-design").pools
    #expect(pools.map(\.name) == ["primary", "secondary", "spot"])
    #expect(pools.map(\.share) == [1, 1, 0.4])
    #expect(pools.map(\.market) == [.onDemand, .onDemand, .spot])
    #expect(
      pools[0].offerings == [
        Offering(type: "c6i.4xlarge"), Offering(type: "c5.4xlarge", pricePerHour: 0.68),
      ])
    #expect(pools[2].offerings.last == Offering(type: "c5.9xlarge", servers: 2))
  }

  @Test("what is left out has the documented default")
  func defaults() throws {
    let ladder = try ladder("good-02-least")
    #expect(ladder.mode == .observe)
    #expect(ladder.zone == .utc)
    #expect(ladder.limits == Limits(min: 2, max: 4))
    #expect(ladder.buffer == Buffer())
    #expect(ladder.pools[0].process == ProcessTemplate(command: ["serve"]))
    #expect(ladder.pools[0].offerings == [Offering(type: "process")])
    let spot = try self.ladder("good-08-warnings")
    #expect(spot.pools[0].share == 0.4)
  }

  @Test("rpm is divided by 60: rungs and buffers")
  func requestsPerMinute() throws {
    let ladder = try ladder("good-03-rpm")
    #expect(ladder.rungs[1].at == 1e6 / 60)
    #expect(ladder.buffer.absolute == .fixed(100))
    #expect(ladder.buffer.share == 0.125)
    #expect(ladder.driver.id.selector == "http_requests_total{service=\"playback\",zone!=\"x\"}")
  }

  @Test("lakh, crore and underscores")
  func suffixes() throws {
    let ladder = try ladder("good-04-suffixes")
    #expect(ladder.rungs.map(\.at) == [0, 500_000, 15_000_000])
    #expect(ladder.rungs[2].servers == 1_000)
    #expect(ladder.limits.max == 3_000)
  }

  @Test("freezes, once and every week")
  func freezes() throws {
    let freezes = try ladder("good-05-freezes").freezes
    let from = try #require(Timestamp("2026-11-29T12:00:00Z"))
    let to = try #require(Timestamp("2026-11-29T14:30:00Z"))
    #expect(
      freezes == [
        Freeze(scope: .removal, window: .once(from: from, to: to), reason: "final"),
        Freeze(
          scope: .all, window: .weekly(days: [5, 6], fromMinute: 1_080, toMinute: 1_410)),
        Freeze(
          scope: .removal,
          window: .weekly(days: Array(0..<7), fromMinute: 1_320, toMinute: 120)),
      ])
  }

  @Test("a local pool becomes a process template")
  func localPool() throws {
    let pool = try ladder("good-06-local").pools[0]
    let process = try #require(pool.process)
    #expect(process.command == ["/usr/bin/python3", "-m", "http.server", "${PORT}"])
    #expect(
      process.environment == ["LEVEL": "info", "WORKERS": "4", "DEBUG": "false", "EMPTY": ""])
    #expect(process.workingDirectory == "/srv/site")
    #expect(
      process.health
        == HealthCheck(
          probe: .http(path: "/healthz"), every: .seconds(1), timeout: .milliseconds(500),
          after: 2))
    #expect(process.stopGrace == .seconds(90))
    #expect(pool.offerings == [Offering(type: "process", servers: 2, pricePerHour: 0.17)])
  }

  @Test("anchors and merges are resolved, own keys win")
  func merges() throws {
    let pools = try ladder("good-07-anchors").pools
    #expect(pools.map(\.name) == ["spare", "third", "primary"])
    #expect(pools[0].offerings == pools[1].offerings)
  }
}
