/// Counters and gauges, rendered as Prometheus text exposition 0.0.4.
///
/// Our own because what is wanted is small and must be deterministic (golden tests, diffs between
/// two scrapes): a fixed list of families in a fixed order, series sorted by label text. The
/// metrics API packages at hand have no exposition backend among them.
package struct MetricRegistry: Sendable {
  /// Families in the order they are rendered.
  package let families: [MetricFamily]
  private var series: [String: [String: Double]] = [:]

  package init(families: [MetricFamily]) {
    self.families = families
    for family in families { series[family.name] = [:] }
  }

  /// Sets a gauge, or a counter that is counted elsewhere.
  package mutating func set(
    _ family: MetricFamily, _ labels: KeyValuePairs<String, String> = [:], to value: Double
  ) {
    series[family.name]?[Self.text(of: labels)] = value
  }

  /// Counts up.
  package mutating func add(
    _ family: MetricFamily, _ labels: KeyValuePairs<String, String> = [:], _ value: Double = 1
  ) {
    series[family.name]?[Self.text(of: labels), default: 0] += value
  }

  /// Forgets every series of a family: before gauges are set anew, so that what is gone goes.
  package mutating func clear(_ family: MetricFamily) { series[family.name] = [:] }

  /// One series' value; nil when it was never set.
  package func value(
    _ family: MetricFamily, _ labels: KeyValuePairs<String, String> = [:]
  ) -> Double? {
    series[family.name]?[Self.text(of: labels)]
  }

  /// The whole page. A family without series is left out.
  package func text() -> String {
    var page = ""
    for family in families {
      guard let values = series[family.name], !values.isEmpty else { continue }
      if let type = family.type {
        page += "# HELP \(type.name) \(Self.escapedHelp(family.help))\n"
        page += "# TYPE \(type.name) \(type.kind.rawValue)\n"
      }
      for (labels, value) in values.sorted(by: { $0.key < $1.key }) {
        page += "\(family.name)\(labels) \(Self.number(value))\n"
      }
    }
    return page
  }

  private static func text(of labels: KeyValuePairs<String, String>) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { "\($0.key)=\"\(escaped($0.value))\"" }
    return "{\(pairs.joined(separator: ","))}"
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escapedHelp(_ help: String) -> String {
    var result = ""
    for scalar in help.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}

/// A name that series are exposed under.
package struct MetricFamily: Hashable, Sendable {
  /// How Prometheus reads the values.
  package enum Kind: String, Sendable {
    case gauge, counter, summary
  }

  /// What HELP and TYPE lines name.
  package struct TypeLine: Hashable, Sendable {
    package var name: String
    package var kind: Kind
  }

  package var name: String
  package var help: String
  /// Nil for `…_count`, which stands under the lines of its `…_sum`.
  package var type: TypeLine?

  /// A gauge or a counter.
  package init(_ kind: Kind, _ name: String, _ help: String) {
    self.name = name
    self.help = help
    type = TypeLine(name: name, kind: kind)
  }

  /// The sum of a summary without quantiles; its count follows.
  package static func summarySum(_ base: String, _ help: String) -> MetricFamily {
    var family = MetricFamily(.summary, base + "_sum", help)
    family.type = TypeLine(name: base, kind: .summary)
    return family
  }

  /// The count of a summary; it must follow the sum in the list.
  package static func summaryCount(_ base: String) -> MetricFamily {
    var family = MetricFamily(.summary, base + "_count", "")
    family.type = nil
    return family
  }
}
