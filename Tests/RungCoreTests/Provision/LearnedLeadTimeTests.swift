import RungModel
import Testing

@testable import RungCore

@Suite("The learned lead time")
struct LearnedLeadTimeTests {
  private static let name = OfferingName(pool: "primary", type: "c6i.4xlarge")
  private static let start = Timestamp(minute: 30_000_000)

  /// Launches that took so many minutes, one every `gap`.
  private func launches(
    _ minutes: [Int], every gap: Duration = .hours(1), of name: OfferingName = name
  ) -> [LeadTimeMeasurement] {
    minutes.enumerated().map { place, minutes in
      let orderedAt = Self.start + gap * place
      return LeadTimeMeasurement(
        service: "playback", pool: name.pool, offering: name.type,
        server: ServerID("\(name.pool)-\(place)"), orderedAt: orderedAt,
        servingAt: orderedAt + .minutes(minutes))
    }
  }

  private func learned(
    _ measured: [LeadTimeMeasurement] = [], pending: [Int] = [], learn: Bool = true
  ) -> LearnedLeadTime {
    LearnedLeadTime(
      policy: LeadTime(assume: .minutes(6), learn: learn), offering: Self.name,
      measured: measured, pendingAges: pending.map { .minutes($0) })
  }

  @Test("nothing measured: assumed")
  func assumed() {
    let lead = learned()
    #expect(lead.planned == .minutes(6) && lead.learned == nil && lead.measurements == 0)
  }

  @Test("one slow launch raises it at once")
  func raised() {
    #expect(learned(launches([9])).planned == .minutes(9))
  }

  @Test("of twenty, the second slowest is planned with: the 0.95 quantile")
  func quantile() {
    let minutes = Array(repeating: 7, count: 18) + [8, 15]
    #expect(learned(launches(minutes)).planned == .minutes(8))
  }

  @Test("it is lowered only after 20 launches over 3 days")
  func lowered() {
    let fast = Array(repeating: 3, count: 20)
    #expect(learned(launches(fast, every: .hours(4))).planned == .minutes(3))
    #expect(learned(launches(fast, every: .hours(3))).planned == .minutes(6), "57 hours")
    let few = Array(repeating: 3, count: 19)
    #expect(learned(launches(few, every: .hours(8))).planned == .minutes(6), "19 launches")
  }

  @Test("the order in which launches are told makes no difference")
  func order() {
    let measured = launches([3, 9, 4, 12, 5, 7])
    var random = SplitMix64(seed: 5)
    for _ in 0..<20 {
      #expect(learned(measured.shuffled(using: &random)) == learned(measured))
    }
  }

  @Test("pending launches count at their age once they are late, capped at three times")
  func pending() {
    #expect(learned(pending: [1, 5, 6]).planned == .minutes(6))
    #expect(learned(pending: [8]).planned == .minutes(8))
    #expect(learned(launches([6, 6, 6]), pending: [10]).planned == .minutes(10))
    #expect(learned(pending: [500]).planned == .minutes(18))
    #expect(learned(launches([500])).planned == .minutes(18))
  }

  @Test("a late launch never lowers it")
  func pendingNeverLowers() {
    let measured = launches(Array(repeating: 9, count: 30), every: .hours(4))
    for age in 0...20 {
      #expect(learned(measured, pending: [age]).planned >= learned(measured).planned)
    }
  }

  @Test("without learning the assumption stands")
  func notLearning() {
    #expect(learned(launches([20, 20]), pending: [15], learn: false).planned == .minutes(6))
  }

  // MARK: of a service

  private static let slow = OfferingName(pool: "secondary", type: "m6i.8xlarge")
  private static let ladder = Ladder(
    service: "playback", driver: Driver(unit: .users, metric: "users"),
    rungs: [Rung(at: 0, servers: 2)], limits: Limits(min: 2, max: 10),
    pools: [
      Pool(name: "primary", backend: "aws", offerings: [Offering(type: "c6i.4xlarge")]),
      Pool(name: "secondary", backend: "aws", offerings: [Offering(type: "m6i.8xlarge")]),
    ])

  @Test("the longest of the offerings in use is planned with, others have no say")
  func offeringsInUse() {
    let times = ServiceLeadTimes(
      Self.ladder, measured: launches([7, 7]) + launches([14, 14], of: Self.slow))
    #expect(times.measured(Self.name) == .minutes(7))
    #expect(times.measured(Self.slow) == .minutes(14))
    #expect(times.planned([Self.name], pending: []).planned == .minutes(7))
    #expect(times.planned([Self.name, Self.slow], pending: []).planned == .minutes(14))
    #expect(times.planned([Self.name, Self.slow], pending: []).offering == Self.slow)
  }

  @Test("a launch that is late raises the lead time of its own offering only")
  func pendingOfAnother() {
    let times = ServiceLeadTimes(Self.ladder, measured: [])
    let late = [Capacity.Pending(offering: Self.slow, age: .minutes(11))]
    #expect(times.planned([Self.name], pending: late).planned == .minutes(6))
    #expect(times.planned([Self.slow], pending: late).planned == .minutes(11))
  }

  @Test("an offering that the ladder does not have is assumed")
  func unknown() {
    let times = ServiceLeadTimes(Self.ladder, measured: launches([9]))
    let other = OfferingName(pool: "spot", type: "c5.large")
    #expect(times.measured(other) == .minutes(6))
    #expect(times.planned([other], pending: []).planned == .minutes(6))
  }
}
