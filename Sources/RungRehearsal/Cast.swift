import RungClient
import RungFormats
import RungModel

/// Which services of the daemon a script plays for, and what each sample must carry.
struct Cast: Sendable {
  /// A service and the series that drive it.
  struct Part: Hashable, Sendable {
    var service: String
    var unit: DriverUnit
    var mode: Ladder.Mode
    /// Indices into the script's series.
    var series: [Int]
  }

  let parts: [Part]
  /// Services that the script has no series for: neither played nor scored.
  let absent: [String]

  /// - Throws: when no service is driven by the script, or units do not fit.
  init(_ script: RehearsalScript, _ status: StatusDTO) throws(RehearsalError) {
    var parts: [Part] = []
    var absent: [String] = []
    for service in status.services {
      let series = script.series.indices.filter {
        Self.drives(script.series[$0].metric, service.driver)
      }
      guard let first = series.first else {
        absent.append(service.service)
        continue
      }
      let unit = script.series[first].unit
      let isDeparting = service.unit == .departures
      guard unit.word == (isDeparting ? .users : service.unit).word else {
        throw RehearsalError(
          .mismatch,
          """
          the script's \(script.series[first].metric) is in \(unit.word), but \(service.service) \
          is driven by it in \(service.unit.word): give the right --unit, or mend its ladder
          """)
      }
      parts.append(
        Part(
          service: service.service, unit: service.unit, mode: service.mode, series: series))
    }
    guard !parts.isEmpty else {
      let wanted = status.services.map { "\($0.service): \($0.driver)" }
      let has = script.series.map(\.metric).joined(separator: ", ")
      throw RehearsalError(
        .mismatch,
        wanted.isEmpty
          ? "the daemon has no services: does its ladder folder have any ladder in force?"
          : """
          no service of the daemon is driven by what the script has (\(has)); \
          they are driven by \(wanted.joined(separator: ", "))
          """)
    }
    self.parts = parts
    self.absent = absent
  }

  /// What a service must serve at an instant; nil when nothing of it is known.
  func demand(_ part: Part, _ script: RehearsalScript, at instant: Timestamp) -> Double? {
    let level = level(part, script, instant.minute)
    guard part.unit == .departures else { return level }
    return Departures.value(from: self.level(part, script, instant.minute - 1), to: level)
  }

  private func level(_ part: Part, _ script: RehearsalScript, _ minute: Int64) -> Double? {
    let values = part.series.compactMap { script.series[$0].values[minute] }
    return values.isEmpty ? nil : values.reduce(0, +)
  }

  /// What is measured at an instant.
  static func samples(_ script: RehearsalScript, at instant: Timestamp) -> [Sample] {
    script.series.compactMap { series in
      guard let value = series.values[instant.minute] else { return nil }
      let (metric, labels) = parsed(series.metric)
      return Sample(
        metric: metric, labels: labels, at: instant,
        value: series.unit == .rpm ? value * 60 : value)
    }
  }

  /// Whether a series of this name belongs to a driver: the same selector, or one without labels;
  /// departures belong to the series of their users.
  private static func drives(_ metric: String, _ selector: String) -> Bool {
    let word = " \(DriverUnit.departures)"
    let source = selector.hasSuffix(word) ? String(selector.dropLast(word.count)) : selector
    return metric == source || parsed(metric).metric == source
  }

  /// `rps{service="chat"}` taken apart.
  private static func parsed(_ text: String) -> (metric: String, labels: [String: String]) {
    let parts = text.split(separator: "{", maxSplits: 1)
    guard parts.count == 2 else { return (text, [:]) }
    var labels: [String: String] = [:]
    for condition in parts[1].prefix(while: { $0 != "}" }).split(separator: ",") {
      let sides = condition.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { continue }
      labels[sides[0].filter { !$0.isWhitespace }] = sides[1].filter { $0 != "\"" }
    }
    return (String(parts[0]), labels)
  }
}
