import RungModel

/// The curves that a driver learns from, chosen from the library and completed from its history.
///
/// Curves of departures are worked out from those of the users, except where one was cut for the
/// departures themselves.
struct OwnCurves {
  /// In the driver's unit.
  private(set) var curves: [Curve]
  /// Those of what is measured: the same, but of departures the users' curves.
  private(set) var sources: [Curve]

  /// - Parameter history: of what is measured, before `at`.
  init(
    _ driver: Driver, library: [Curve], history: MinuteSeries, events: [Event], at: Timestamp
  ) {
    let source = driver.source
    let known = library.filter { $0.unit.ofCurves == source.unit.ofCurves }
    let exact = known.filter { $0.metric == source.id.selector }
    // Curves cut with the driver's own matchers are better than those of the whole metric.
    sources = Self.past(
      exact.isEmpty ? known.filter { $0.metric == source.metric } : exact, at: at)
    sources += FreshCurves.cut(source, history: history, events: events, known: sources, at: at)
    guard driver != source else {
      curves = sources
      return
    }
    let cut = Self.past(known.filter { $0.metric == driver.id.selector }, at: at)
    let names = Set(cut.map(\.event.id))
    curves =
      cut + sources.filter { !names.contains($0.event.id) }.map { Departures.curve(of: $0) }
  }

  /// Those that do not tell the future.
  private static func past(_ curves: [Curve], at: Timestamp) -> [Curve] {
    curves.filter {
      $0.firstMinute + Int64($0.values.count) <= at.minute || $0.origin == .synthetic
    }
  }
}
