/// What ordinary rules read from one stretch of minutes, each thing worked out once.
struct OrdinaryLevels {
  private let logs: [Double]
  private let first: Int64
  private let days: OrdinaryDays
  /// Of the minutes; empty until a rule asks.
  private var expected: [Double] = []
  /// By pull: the minutes less that part of the profile, and the same without odd minutes.
  private var flat: [(pull: Double, logs: [Double], mended: [Double])] = []
  private var known: [(rule: OrdinaryRule, level: Double?)] = []

  /// - Parameters:
  ///   - logs: minute by minute; `LiveLevel.missing` where there is no value.
  ///   - first: the minute of the first of them.
  init(_ logs: [Double], first: Int64, _ days: OrdinaryDays) {
    self.logs = logs
    self.first = first
    self.days = days
  }

  /// The level that a rule reads, less its part of the profile; nil where no minute has a value.
  mutating func level(_ rule: OrdinaryRule) -> Double? {
    if let same = known.first(where: { $0.rule == rule }) { return same.level }
    let place = place(of: rule.pull)
    let level = rule.lastLevel(flat[place].logs, mended: flat[place].mended)
    known.append((rule, level))
    return level
  }

  private mutating func place(of pull: Double) -> Int {
    if let place = flat.firstIndex(where: { $0.pull == pull }) { return place }
    var own = logs
    if pull != 0 {
      if expected.isEmpty {
        expected = logs.indices.map { days.expected(first + Int64($0)) ?? 0 }
      }
      for index in own.indices { own[index] -= pull * expected[index] }
    }
    flat.append((pull, own, LiveLevel.mended(own)))
    return flat.count - 1
  }
}
