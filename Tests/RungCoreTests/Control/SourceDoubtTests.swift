import RungModel
import Testing

@testable import RungCore

@Suite("Doubt about a source")
struct SourceDoubtTests {
  /// A platform's users: a slow wave with some noise, never the same twice.
  private static func moving(_ minute: Int) -> Double {
    let phase = Double(minute % 97) / 97
    return 50_000 * (1 + 0.3 * phase) * (1 + 0.02 * Double((minute * 7_919) % 101) / 101)
  }

  private static func judge(
    at now: Int, from first: Int = 0, explained: Bool = false, _ value: (Int) -> Double?
  ) -> SourceDoubt? {
    let series = MinuteSeries(
      firstMinute: Int64(first), values: (first...now).map { value($0) })
    return SourceDoubt.judge(series, at: Int64(now)) { _ in explained }
  }

  /// Minutes up to `last` at which there is doubt.
  private static func doubtful(
    until last: Int, explained: Bool = false, _ value: (Int) -> Double?
  ) -> [Int] {
    (0...last).filter { judge(at: $0, explained: explained, value) != nil }
  }

  @Test("a source that moved and stands still is frozen from the minute it stopped")
  func frozen() throws {
    let value = { (minute: Int) in Self.moving(min(minute, 200)) }
    #expect(Self.doubtful(until: 230, value) == Array(205...230))
    let doubt = try #require(Self.judge(at: 230, value))
    #expect(doubt.fault == .frozen)
    #expect(doubt.since == 200)
    #expect(doubt.value == Self.moving(200))
    #expect(doubt.forbidsRemoval)
  }

  @Test("the means of equal samples differ in their last bits and are equal all the same")
  func rounding() {
    let value = { (minute: Int) in
      minute < 100 ? Self.moving(minute) : (minute % 2 == 0 ? 0.1 + 0.2 : 0.3) * 1e5
    }
    #expect(Self.judge(at: 110, value)?.fault == .frozen)
  }

  @Test("a load that repeats by nature is not frozen")
  func repeatsByNature() {
    let flat = { (_: Int) in 300.0 }
    let plateaus = { (minute: Int) in Double(100 + 50 * (minute / 40 % 3)) }
    let night = { (minute: Int) in minute < 300 ? Self.moving(minute) : 0.0 }
    let few = { (minute: Int) in Double((minute * 7_919) % 101 / 34) + 1 }
    #expect(Self.doubtful(until: 400, flat).isEmpty)
    #expect(Self.doubtful(until: 400, plateaus).isEmpty)
    #expect(Self.judge(at: 700, night) == nil, "zero for hours is a quiet night")
    #expect(Self.doubtful(until: 400, few).isEmpty)
  }

  @Test("with too short a past nothing is known of how it moves; after a day it is how it is")
  func bounds() {
    #expect(Self.judge(at: 60) { Self.moving(min($0, 25)) } == nil)
    let stopped = { (minute: Int) in Self.moving(min(minute, 600)) }
    #expect(Self.judge(at: 600 + 1_380, stopped)?.fault == .frozen)
    #expect(Self.judge(at: 600 + 1_430, stopped) == nil)
  }

  @Test("a notch is doubted while it lasts and as long as the observed median holds it")
  func notch() {
    let one = { (minute: Int) in minute == 100 ? 0 : Self.moving(minute) }
    let two = { (minute: Int) in (100...101).contains(minute) ? 900 : Self.moving(minute) }
    #expect(Self.doubtful(until: 130, one) == [100, 101, 102, 103])
    #expect(Self.doubtful(until: 130, two) == [100, 101, 102, 103, 104])
    #expect(Self.judge(at: 100, one)?.fault == .fall)
  }

  @Test("a fall that lasts is believed after ten minutes, or three where the schedule explains it")
  func fall() {
    let value = { (minute: Int) in Self.moving(minute) * (minute < 100 ? 1 : 0.1) }
    #expect(Self.doubtful(until: 140, value) == Array(100..<110))
    #expect(Self.doubtful(until: 140, explained: true, value) == Array(100..<103))
    let people = { (minute: Int) in
      Self.moving(minute) * (minute < 100 ? 1 : max(0.02, 1 - 0.3 * Double(minute - 99)))
    }
    let steady = { (minute: Int) in minute < 100 ? 50_000.0 : people(minute) / 2 + 20_000 }
    #expect(Self.doubtful(until: 140, steady).isEmpty, "a half in some minutes is people leaving")
  }

  @Test("another unit is told from a fall, and held for thirty minutes", arguments: [60.0, 1_000])
  func unitDown(size: Double) {
    let value = { (minute: Int) in Self.moving(minute) / (minute < 100 ? 1 : size) }
    #expect(Self.doubtful(until: 140, value) == Array(100..<130))
    #expect(Self.judge(at: 101, value)?.fault == .fall, "one minute could be a notch")
    #expect(Self.judge(at: 102, value)?.fault == .unit)
    let back = { (minute: Int) in (100..<115).contains(minute) ? value(minute) : Self.moving(minute)
    }
    #expect(Self.doubtful(until: 140, back) == Array(100..<118))
  }

  @Test("a factor of 60 upwards is told once it stays, forbids nothing, and may go back")
  func unitUp() throws {
    let value = { (minute: Int) in
      Self.moving(minute) * ((100..<115).contains(minute) ? 60 : 1)
    }
    #expect(Self.doubtful(until: 140, value) == Array(102..<115))
    let doubt = try #require(Self.judge(at: 110, value))
    #expect(doubt.fault == .unit)
    #expect(!doubt.forbidsRemoval)
    let halfway = { (minute: Int) in
      Self.moving(minute) * (minute < 150 ? 1 : minute == 150 ? 30 : 60)
    }
    #expect(Self.judge(at: 155, halfway)?.fault == .unit, "the jump came within a minute")
  }

  @Test("a surge is no unit, and a wild minute no fall")
  func surges() {
    #expect(Self.doubtful(until: 140) { Self.moving($0) * ($0 < 100 ? 1 : 5) }.isEmpty)
    #expect(Self.doubtful(until: 140) { Self.moving($0) * ($0 == 100 ? 5 : 1) }.isEmpty)
    #expect(Self.doubtful(until: 140) { $0 == 100 ? nil : Self.moving($0) }.isEmpty)
  }

  @Test("a ramp is counted between medians: one wild minute is none, the second of a surge is")
  func ramp() {
    func ramp(_ values: [Double]) -> Double {
      var state = DriverState()
      let driver = DriverID("users")
      for (minute, value) in values.enumerated() {
        state.take(DriverSample(driver: driver, at: Timestamp(minute: Int64(minute)), value: value))
      }
      return state.rampPerMinute(at: Timestamp(minute: Int64(values.count - 1)))
    }
    let flat = [Double](repeating: 100, count: 12)
    #expect(ramp(flat + [500]) == 0)
    #expect(ramp(flat + [500, 500]) == 80)
    #expect(ramp((0..<12).map { Double($0) * 7 }) == 7)
  }
}
