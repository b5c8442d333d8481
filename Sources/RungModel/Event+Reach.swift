extension Event {
  /// Whether it has a say in the driver at some time of a window; false without milestones.
  package func touches(_ window: Range<Timestamp>) -> Bool {
    guard let begins, let ends else { return false }
    return begins - .minutes(Curve.reachBefore) < window.upperBound
      && window.lowerBound < ends + .minutes(Curve.reachAfter)
  }
}
