package import RungModel

/// What a backtest replays, as values.
package struct BacktestMaterial: Sendable {
  package var driver: Driver
  /// Users or requests a second.
  package var series: MinuteSeries
  /// By the time they were received; may be empty.
  package var messages: [EventMessage]
  /// Curves of the driver's metric and unit.
  package var library: [Curve]

  package init(
    driver: Driver, series: MinuteSeries, messages: [EventMessage], library: [Curve] = []
  ) {
    self.driver = driver
    self.series = series
    self.messages = messages
    self.library = library
  }
}

/// Which curves of a library belong to a series.
package struct LibraryChoice: Hashable, Sendable {
  /// Curves under the driver's metric.
  package var curves: [Curve]
  /// What someone should know about the choice; nil when the names agreed.
  package var note: String?

  /// Curves of the driver's metric and unit, of departures the users'; when there are none but the
  /// library has only one metric in that unit, those of that metric, under the driver's name.
  package init(_ library: [Curve], driver: Driver) {
    let sameUnit = library.filter { $0.unit.ofCurves == driver.unit.ofCurves }
    curves = sameUnit.filter { $0.metric == driver.metric }
    guard curves.isEmpty, !library.isEmpty else { return }
    let metrics = Set(sameUnit.map(\.metric)).sorted()
    guard metrics.count == 1 else {
      let known = metrics.isEmpty ? "no metric" : metrics.joined(separator: ", ")
      note =
        "the library has no curve of '\(driver.metric)' and was not used; it has \(known) "
        + "in \(driver.unit.ofCurves.word); choose one with --metric"
      return
    }
    curves = sameUnit.map { curve in
      var renamed = curve
      renamed.metric = driver.metric
      return renamed
    }
    note = "the library has no curve of '\(driver.metric)'; those of '\(metrics[0])' were used"
  }
}
