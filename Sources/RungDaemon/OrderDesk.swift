package import RungModel

/// Which orders of one backend are under way, and which wait: at most `limit` calls at once, each
/// token once.
package struct OrderDesk: Sendable {
  package let limit: Int
  private var waiting: [Order] = []
  private var underWay: Set<OrderID> = []
  private var known: Set<OrderID> = []

  package init(limit: Int) {
    precondition(limit > 0, "a backend takes at least one call at once, not \(limit)")
    self.limit = limit
  }

  /// Orders admitted and not finished.
  package var openCount: Int { known.count }

  /// Takes an order in; one with a token that is waiting or under way already is ignored.
  package mutating func admit(_ order: Order) {
    guard known.insert(order.id).inserted else { return }
    waiting.append(order)
  }

  /// Orders that may leave now; they count as under way from here on.
  package mutating func dispatch() -> [Order] {
    let count = min(waiting.count, limit - underWay.count)
    guard count > 0 else { return [] }
    let leaving = Array(waiting.prefix(count))
    waiting.removeFirst(count)
    underWay.formUnion(leaving.map(\.id))
    return leaving
  }

  /// An order was answered.
  package mutating func finish(_ order: OrderID) {
    underWay.remove(order)
    known.remove(order)
  }
}

/// Waiting times between attempts: doubling, with an upper bound.
package struct Backoff: Hashable, Sendable {
  /// Real time before the second attempt.
  package var first: Duration
  /// The longest wait.
  package var longest: Duration

  package init(first: Duration = .seconds(1), longest: Duration = .seconds(60)) {
    self.first = first
    self.longest = longest
  }

  /// The wait after this many failures in a row, counted from 1.
  package func delay(afterFailures failures: Int) -> Duration {
    // 2^20 of any sensible first wait is past the bound already.
    min(longest, first * (1 << max(0, min(failures - 1, 20))))
  }
}
