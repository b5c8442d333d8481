import RungModel

/// A driver's library curves made ready for forecasting, kept from one fit to the next: most have
/// not changed since, and to make one ready costs a hundred times what it costs to compare it.
package struct ReadyCurves: Sendable {
  /// All that a curve is made ready from.
  private struct Material: Hashable, Sendable {
    var source: Curve
    var simultaneous: Int
    var size: PowerOfTwo?
    var unit: DriverUnit

    func made() -> ComparableCurve? {
      ComparableCurve(size?.divide(source) ?? source, simultaneous: simultaneous, unit: unit)
    }
  }

  /// By event; the curve is nil where nothing is to be learned.
  private var known: [String: (material: Material, curve: ComparableCurve?)] = [:]

  /// None.
  package init() {}

  /// Curves made ready, oldest first, and kept instead of those before.
  ///
  /// - Parameters:
  ///   - curves: in the driver's unit, all those of a fit.
  ///   - size: what their values are divided by.
  mutating func all(
    of curves: [Curve], size: PowerOfTwo?, unit: DriverUnit
  ) -> [ComparableCurve] {
    let starts = Dictionary(grouping: curves) { $0.event.begins?.minute ?? .min }
    let before = known
    known = [:]
    return curves.compactMap { source in
      let id = source.event.id
      let material = Material(
        source: source,
        simultaneous: starts[source.event.begins?.minute ?? .min]?.count ?? 1, size: size,
        unit: unit)
      let curve = before[id]?.material == material ? before[id]?.curve : material.made()
      known[id] = (material, curve)
      return curve
    }
    .sorted { ($0.lastMinute, $0.id) < ($1.lastMinute, $1.id) }
  }
}
