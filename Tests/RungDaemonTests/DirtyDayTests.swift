import RungCore
import RungDaemon
import RungModel
import Testing

/// Never amputate: a day with every fault that data has, beside the same day without any.
@Suite("Dirty days")
struct DirtyDayTests {
  /// Faults last at most this long; what the sound run kept then is what a blind one may keep.
  private static let memory = 40
  /// The forecaster sees another past after a fault; this share, and one server, may be missing.
  private static let tolerance = 0.1
  private static let stepSeconds = 30

  @Test("servers never fall below what sound data would have kept", arguments: UInt64(1)...6)
  func neverBelowTheCleanRun(seed: UInt64) {
    let day = DirtyDay(seed: seed)
    var clean = FedController()
    var dirty = FedController()
    var kept: [Int] = []
    var doubts: Set<SourceDoubt.Fault> = []
    var removals = 0
    for step in 0..<(day.minutes * 60 / Self.stepSeconds) {
      let now = DirtyDay.start + .seconds(step * Self.stepSeconds)
      let minute = step * Self.stepSeconds / 60
      _ = clean.step(day.cleanSamples(at: now), at: now)
      let removed = dirty.step(day.dirtySamples(at: now), at: now)
      removals += removed
      if let doubt = dirty.controller.doubt(of: FedController.ladder.driver.id) {
        doubts.insert(doubt.fault)
      }
      kept.append(clean.launched)
      let least = kept.suffix(Self.memory * 60 / Self.stepSeconds).min() ?? 0
      let allowed = Int(Double(least) * (1 - Self.tolerance)) - 1
      let fault = day.fault(at: minute)
      #expect(
        dirty.launched >= allowed,
        "seed \(seed), minute \(minute), \(String(describing: fault)): \(dirty.launched) < \(allowed)"
      )
      #expect(
        removed == 0 || !day.isBlind(at: minute),
        "seed \(seed), minute \(minute): removed \(removed) in \(String(describing: fault))")
    }
    #expect(dirty.violations.isEmpty, "\(dirty.violations.prefix(3))")
    #expect(clean.violations.isEmpty, "\(clean.violations.prefix(3))")
    #expect(removals > 0, "a run that never removes shows nothing")
    #expect(doubts == [.frozen, .fall, .unit])
    let faults = dirty.ingest.quality(at: DirtyDay.start).first?.faults ?? SampleFaults()
    for fault in [SampleFault.duplicate, .late, .future] {
      #expect(faults[fault] > 0, "\(fault) was never met")
    }
  }

  @Test("rebuilt from stored minutes, a controller doubts what the live one doubts")
  func rebuilt() {
    let day = DirtyDay(seed: 7)
    let driver = FedController.ladder.driver.id
    var live = FedController()
    var compared = 0
    for step in 0..<(day.minutes * 60 / Self.stepSeconds) {
      let now = DirtyDay.start + .seconds(step * Self.stepSeconds)
      _ = live.step(day.dirtySamples(at: now), at: now)
      guard let doubt = live.controller.doubt(of: driver) else { continue }
      var facts = Facts(installation: "test")
      facts.minutes = [
        driver: live.stored.sorted { $0.key < $1.key }.map {
          MinuteValue(minute: $0.key, value: $0.value)
        }
      ]
      var rebuilt = Controller(facts: facts, at: now)
      _ = rebuilt.step([.ladders([FedController.ladder])], at: now)
      let again = rebuilt.doubt(of: driver)
      #expect(again?.fault == doubt.fault, "step \(step)")
      #expect(again?.since == doubt.since, "step \(step)")
      #expect(again?.until == doubt.until, "step \(step)")
      compared += 1
    }
    #expect(compared > 20)
  }
}
