/// What the rungs of a ladder are keyed by.
package enum DriverUnit: String, CaseIterable, Codable, Sendable {
  /// Concurrent users of the platform.
  case users
  /// Requests a second of the service.
  case rps
  /// Requests a minute of the service: samples and rungs are divided by 60 when they are read, so
  /// that everything inside is in requests a second.
  case rpm
  /// Users who leave the platform in a minute, worked out from the series of its users.
  case departures

  /// Units that a series may be measured in: departures are worked out, never sent.
  package static let measured: [DriverUnit] = [.users, .rps, .rpm]

  /// What a value in this unit is multiplied by to get the unit used inside (users, requests a
  /// second, users who leave a minute).
  package var factor: Double { self == .rpm ? 1.0 / 60.0 : 1.0 }

  /// The unit used inside, in which values are reported: `rpm` becomes `rps`.
  package var inside: DriverUnit { self == .rpm ? .rps : self }

  /// The unit that curves of such a driver are stored with: `users`, of departures too, or `rps`.
  package var ofCurves: DriverUnit { inside == .rps ? .rps : .users }

  /// The word behind a number: `users`, `rps` (`rpm` is reported as `rps`) or `departures`.
  package var word: String { inside.rawValue }
}

/// One condition on a label of an ingested series: `service="playback"`.
package struct LabelMatcher: Hashable, Comparable, Codable, Sendable {
  package enum Operator: String, Codable, Sendable {
    case equal = "="
    case notEqual = "!="
  }

  package var label: String
  package var comparison: Operator
  package var value: String

  package init(label: String, comparison: Operator, value: String) {
    self.label = label
    self.comparison = comparison
    self.value = value
  }

  package static func < (left: LabelMatcher, right: LabelMatcher) -> Bool {
    (left.label, left.comparison.rawValue, left.value)
      < (right.label, right.comparison.rawValue, right.value)
  }

  /// Whether a sample with these labels fits. A missing label is the empty text, as in PromQL.
  package func matches(_ labels: [String: String]) -> Bool {
    let isEqual = labels[label, default: ""] == value
    return comparison == .equal ? isEqual : !isEqual
  }
}

/// The name of one driver: its selector in canonical text and its unit, so that two ladders that
/// name the same series share one forecast.
package struct DriverID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// `platform_concurrency`, or `http_requests_total{service="playback"}`; matchers sorted. Of what
  /// is worked out from a series the word follows: `platform_concurrency departures`.
  package var selector: String

  package init(_ selector: String) { self.selector = selector }

  package var description: String { selector }

  package static func < (left: DriverID, right: DriverID) -> Bool {
    left.selector < right.selector
  }
}

/// Which ingested series drive a ladder, and their unit. Several series that match are summed.
package struct Driver: Hashable, Codable, Sendable {
  package var unit: DriverUnit
  package var metric: String
  package var matchers: [LabelMatcher]

  package init(unit: DriverUnit, metric: String, matchers: [LabelMatcher] = []) {
    self.unit = unit
    self.metric = metric
    self.matchers = matchers.sorted()
  }

  package var id: DriverID {
    let conditions = matchers.map { "\($0.label)\($0.comparison.rawValue)\"\($0.value)\"" }
    let selector = conditions.isEmpty ? metric : "\(metric){\(conditions.joined(separator: ","))}"
    return DriverID(unit == .departures ? "\(selector) \(DriverUnit.departures)" : selector)
  }

  /// The driver whose samples come from outside: of departures the users of the same series, else
  /// the driver itself.
  package var source: Driver {
    guard unit == .departures else { return self }
    return Driver(unit: .users, metric: metric, matchers: matchers)
  }

  /// Drivers and the sources that they are worked out from, each once: what must be ingested and
  /// kept. A source stands before what is made of it.
  package static func withSources(_ drivers: [Driver]) -> [Driver] {
    var seen: Set<DriverID> = []
    return drivers.flatMap { [$0.source, $0] }.filter { seen.insert($0.id).inserted }
  }

  /// Whether its samples count up from a start, as Prometheus counters do, and are turned into a
  /// rate per second: requests whose metric ends in `_total`, as its naming convention has it.
  /// - SeeAlso: https://prometheus.io/docs/practices/naming/
  package var isCounter: Bool { unit.inside == .rps && metric.hasSuffix("_total") }

  /// Whether an ingested sample belongs to this driver.
  package func matches(metric: String, labels: [String: String]) -> Bool {
    metric == self.metric && matchers.allSatisfy { $0.matches(labels) }
  }
}
