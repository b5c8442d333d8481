import RealModule
import RungModel

/// All that bears on a driver from now on: its ordinary path and its events.
///
/// Contributions: an event's curve holds everything the driver did then, ordinary users too. So
/// inside an event's reach its forecast is the whole; of several at once each has its expected
/// share of the level now; one that is still to come adds what it is above the ordinary path.
struct Outlook {
  let model: FittedModel
  let madeAt: Timestamp
  /// How earlier forecasts of this driver did.
  let scorecard: Scorecard
  let ordinary: OrdinaryOutlook
  private let bands: BandScale
  /// Events whose reach meets the forecast, by begin and id.
  let events: [EventOutlook]
  /// For each of `events`, logarithm of its share of the level now; nil when it is not on yet.
  private let shares: [Double?]

  /// An event that ended gives way to the next one after so many minutes.
  private static let afterglow: Int64 = 30

  init(
    _ model: FittedModel, recent: MinuteSeries, events: [Event], now: Timestamp, minutes: Int,
    scorecard: Scorecard = Scorecard()
  ) {
    self.model = model
    madeAt = now
    bands = BandScale(scorecard, now: now.minute)
    self.scorecard = scorecard
    let minute = now.minute
    let live = LiveSeries(recent, now: minute)
    ordinary = OrdinaryOutlook(model.ordinary, live: live)
    let until = minute + Int64(minutes)
    let near = events.filter { event in
      EventOutlook.reach(of: event).map { $0.lowerBound <= until && minute <= $0.upperBound }
        ?? false
    }
    let starts = Dictionary(grouping: events) { $0.begins?.minute ?? .min }
    let outlooks = near
      .sorted { ($0.begins ?? .distantPast, $0.id) < ($1.begins ?? .distantPast, $1.id) }
      .map {
        EventOutlook(
          $0, curves: model.curves, live: live, unit: model.driver.unit, now: minute,
          minutes: minutes, simultaneous: starts[$0.begins?.minute ?? .min]?.count ?? 1)
      }
    let isPressed = outlooks.contains { !Self.isFading($0.event, minute) && $0.hasBegun }
    self.events = outlooks.filter {
      !isPressed || !Self.isFading($0.event, minute) || $0.isRegressed
    }
    shares = Self.shares(self.events, minute)
  }

  private static func isFading(_ event: Event, _ minute: Int64) -> Bool {
    guard let ends = event.ends?.minute else { return false }
    return event.status.isOver && minute > ends + afterglow
  }

  /// Expected parts of the level now, among the events that are on.
  private static func shares(_ events: [EventOutlook], _ minute: Int64) -> [Double?] {
    let parts = events.map { event -> Double? in
      guard event.origin != nil, event.hasBegun else { return nil }
      return event.expectedNow ?? 1
    }
    let total = parts.compactMap { $0 }.reduce(0, +)
    return parts.map { part in
      part.map { total > 0 ? Double.log(max($0 / total, 1e-6)) : 0 }
    }
  }

  /// Quantiles at a minute, in the driver's unit, rising.
  func values(at minute: Int64, levels: [Double]) -> [Double] {
    let plain = ordinary.logs(at: minute, levels: levels)
    let plainValues = plain.map { $0.map { Double.exp($0) } } ?? levels.map { _ in 0 }
    var on: [[Double]] = []
    var coming: [[Double]] = []
    var measured: [(logs: [Double], variance: Double)] = []
    for (event, share) in zip(events, shares) {
      guard event.covers(minute) || share != nil,
        let logs = event.logs(at: minute, levels: levels, low: plain)
      else { continue }
      if share != nil, let variance = event.variance(at: minute) {
        measured.append((logs, variance))
        continue
      }
      if event.isRegressed { continue }
      let values = logs.map { Double.exp($0 + (share ?? 0)) }
      if share == nil { coming.append(values) } else { on.append(values) }
    }
    var result = plainValues
    if !on.isEmpty { result = levels.indices.map { index in on.reduce(0) { $0 + $1[index] } } }
    if !measured.isEmpty {
      // Each holds the whole driver: what they say is one forecast, by precision.
      let total = measured.reduce(0) { $0 + 1 / $1.variance }
      let whole = levels.indices.map { index in
        Double.exp(measured.reduce(0) { $0 + $1.logs[index] / $1.variance } / total)
      }
      result = on.isEmpty ? whole : levels.indices.map { max(whole[$0], result[$0]) }
    }
    for values in coming where measured.isEmpty {
      for index in result.indices {
        result[index] += max(0, values[index] - (plainValues.first ?? 0))
      }
    }
    let factor = bands.factor(minutes: minute - madeAt.minute)
    if factor > 1, let median = result.first, median > 0 {
      for index in result.indices where result[index] > median {
        result[index] = median * Double.pow(result[index] / median, factor)
      }
    }
    // Never crossing, never negative, never infinite, whatever came before.
    var highest = 0.0
    for index in result.indices {
      let value = result[index].isFinite ? result[index] : highest
      highest = max(highest, value)
      result[index] = highest
    }
    return result
  }

  /// Minutes ahead that are worked out; between them paths are straight lines.
  static func grid(minutes: Int) -> [Int] {
    var result: [Int] = []
    var next = 0
    while next < minutes {
      result.append(next)
      next += next < 16 ? 1 : next < 40 ? 2 : 5
    }
    if result.last != minutes - 1 { result.append(minutes - 1) }
    return result
  }
}

extension EventOutlook {
  /// Whether now is in its reach.
  var hasBegun: Bool { covers(madeAt) }

  /// Whether a minute is in its reach.
  func covers(_ minute: Int64) -> Bool {
    Self.reach(of: event)?.contains(minute) ?? false
  }

  /// What comparable events would have now, in the driver's unit; nil when unknown.
  var expectedNow: Double? {
    var rows = WeightedRows()
    let ahead = readings.first?.ahead(at: Double(clock.play(madeAt)), &rows)
    return ahead.map { Double.exp($0.mean) }
  }
}
