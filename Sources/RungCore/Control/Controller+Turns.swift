import RungModel

// Flapping is bounded by construction. A turn is a launch after a removal: what was given back was
// wanted again. After the n-th turn within an hour nothing is given back for n minutes, so that at
// most eleven fit into any hour (1 + 2 + ... + 10 < 60), whatever demand does; a decline that turns
// once or twice is hardly slowed.
extension Controller {
  /// How long a service rests after a turn, for each turn within `OrderBook.memory`.
  static let restPerTurn: Duration = .minutes(1)

  /// Until when nothing of a service is given back, because it has just turned; nil without a turn.
  func restsUntil(_ ladder: Ladder) -> (until: Timestamp, turns: Int)? {
    var (turns, last) = (0, Timestamp.distantPast)
    var hasRemoved = false
    for order in memory.book.orders(of: ladder.service) {
      switch order.action {
      case .terminate: hasRemoved = true
      case .launch:
        guard hasRemoved else { continue }
        (hasRemoved, last) = (false, order.issuedAt)
        turns += 1
      }
    }
    return turns > 0 ? (last + Self.restPerTurn * turns, turns) : nil
  }
}
