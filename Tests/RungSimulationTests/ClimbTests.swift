import CurveGenerator
import RungCore
import RungModel
import RungSimulation
import Testing

/// `max_step_up` and a match that is known: the climb begins early enough to be there in time.
@Suite("Climbs")
struct ClimbTests {
  private static let library = Generator.library(seed: 1)

  /// What a run of a match came to.
  private struct Course {
    /// Minutes in which fewer served than users who were there needed.
    var minutesShort = 0
    var mostPerMinute = 0
    var beganEarly = false
    /// Server minutes launched.
    var bill = 0
  }

  private func run(maxStepUp: Int?, seed: UInt64 = 5) -> Course {
    let match = Generator.match(kind: .t20, seed: seed)
    let series = match.minutes(.platformConcurrency)
    var ladder = ChaosTests.ladder
    ladder.limits.maxStepUp = maxStepUp
    ladder.pools = [Pool(name: "primary", backend: "cloud", offerings: [Offering(type: "a")])]
    let setting = ComparisonSetting(
      ladder: ladder, series: series, messages: match.messages, lead: .minutes(6), spans: nil)
    var run = RungRun(nil, setting, library: Self.library)
    var course = Course()
    let tally = run.run { moment in
      course.mostPerMinute = max(
        course.mostPerMinute, moment.launches.reduce(0) { $0 + $1.count })
      for case .record(let decision) in moment.directives {
        if decision.reasons.contains(where: { $0.text.hasPrefix("begun early") }) {
          course.beganEarly = true
        }
      }
    } _: { _, minute in
      if minute.unserved > 0 { course.minutesShort += 1 }
    }
    course.bill = Int(tally[0].billed / 60)
    #expect(run.world.violations.isEmpty, "\(run.world.violations.prefix(3))")
    return course
  }

  @Test(
    "a big match with small steps is served as well as with none", arguments: [5, 9] as [UInt64])
  func inTime(seed: UInt64) {
    let free = run(maxStepUp: nil, seed: seed)
    let bound = run(maxStepUp: 25, seed: seed)
    print("seed \(seed): free \(free), 25 a minute \(bound)")
    #expect(!free.beganEarly)
    #expect(bound.beganEarly)
    #expect(bound.mostPerMinute <= 25 && free.mostPerMinute > 25)
    #expect(bound.minutesShort <= free.minutesShort + 1)
    #expect(bound.bill < free.bill * 3 / 2, "early, but not hours early")
  }
}
