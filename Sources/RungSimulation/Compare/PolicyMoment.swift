/// What a policy had in a minute of a run: at its end, but for what is a sum over the minute.
package struct PolicyMoment: Hashable, Sendable {
  package var minute: Int64
  /// Users or requests a second.
  package var demand: Double
  /// Reference servers wanted, asked for and granted, and in service.
  package var desired: Int
  package var launched: Int
  package var serving: Int
  /// Demand above what was in service, the mean of the minute.
  package var unserved: Double
  /// Server hours billed in the minute.
  package var billed: Double

  package init(
    minute: Int64, demand: Double, desired: Int, launched: Int, serving: Int,
    unserved: Double, billed: Double
  ) {
    self.minute = minute
    self.demand = demand
    self.desired = desired
    self.launched = launched
    self.serving = serving
    self.unserved = unserved
    self.billed = billed
  }
}
