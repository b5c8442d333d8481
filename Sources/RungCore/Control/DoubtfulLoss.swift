import RungModel

/// Half of a service's servers gone from one listing to the next: a fault of reporting until a
/// later listing says so too. Nothing is bought for it until then, and nothing removed.
struct DoubtfulLoss: Hashable, Sendable {
  /// The least share of launched capacity that is doubted…
  static let share = 0.5
  /// …and the least reference servers: one of two may well have died.
  static let smallest = 4
  /// Believed when a listing so much later says the same.
  static let believedAfter: Duration = .seconds(60)
  /// A loss that was believed is told of for so long.
  static let toldFor: Duration = .minutes(10)

  var since: Timestamp
  /// Reference servers missing, and launched before.
  var missing: Int
  var launched: Int
  /// Nil while it is in doubt.
  var believedAt: Timestamp?

  /// - Returns: nil when what is missing is not worth a doubt, and none is left of before.
  init?(_ missing: Int, of launched: Int, at now: Timestamp, before: DoubtfulLoss?) {
    let isLarge =
      launched >= Self.smallest && Double(missing) >= Self.share * Double(launched)
    if let before, let believedAt = before.believedAt {
      guard now - believedAt < Self.toldFor else { return nil }
      self = before
      return
    }
    guard isLarge else { return nil }
    since = before?.since ?? now
    self.missing = missing
    self.launched = launched
    if now - since >= Self.believedAfter { believedAt = now }
  }
}
