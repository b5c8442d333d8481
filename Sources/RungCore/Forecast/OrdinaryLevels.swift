/// What ordinary rules read from one stretch of minutes, each thing worked out once.
struct OrdinaryLevels {
  private let known: [(rule: OrdinaryRule, level: Double?)]

  /// - Parameters:
  ///   - rules: those that will be asked for, in any order, the same ones again or not.
  ///   - logs: minute by minute; `LiveLevel.missing` where there is no value.
  ///   - first: the minute of the first of them.
  init(
    _ rules: [OrdinaryRule], _ logs: [Double], first: Int64, _ days: OrdinaryDays
  ) {
    var different: [OrdinaryRule] = []
    for rule in rules where !different.contains(rule) { different.append(rule) }
    different.sort { $0.pull < $1.pull }
    var expected: [Double] = []
    var known: [(rule: OrdinaryRule, level: Double?)] = []
    var place = 0
    while place < different.count {
      let pull = different[place].pull
      let end = different[place...].prefix { $0.pull == pull }.prefix(Self.atOnce).endIndex
      var flat = logs
      if pull != 0 {
        if expected.isEmpty { expected = days.expected(from: first, count: logs.count) }
        for index in flat.indices { flat[index] -= pull * expected[index] }
      }
      let group = different[place..<end]
      let levels = RuleLanes.last(of: group, flat, mended: LiveLevel.mended(flat))
      for (index, rule) in group.enumerated() { known.append((rule, levels?[index])) }
      place = end
    }
    self.known = known
  }

  private static let atOnce = 8

  /// The level that a rule reads, less its part of the profile; nil where no minute has a value.
  func level(_ rule: OrdinaryRule) -> Double? {
    guard let place = known.firstIndex(where: { $0.rule == rule }) else {
      preconditionFailure("\(rule) was not announced")
    }
    return known[place].level
  }
}
