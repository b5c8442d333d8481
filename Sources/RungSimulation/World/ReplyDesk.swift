import RungCore
import RungModel

/// The way between the daemon and a backend: answers get lost, come twice or late, and an order
/// without an answer is sent again with the same token, as the daemon does.
struct ReplyDesk: Sendable {
  /// The daemon's first retry of an order comes about as soon.
  static let resentAfter: Duration = .seconds(30)

  private let faults: FaultSchedule
  private var random: SplitMix64
  /// Orders without an answer, in the order in which they were sent last.
  private var open: [(order: Order, sentAt: Timestamp)] = []

  init(_ faults: FaultSchedule, seed: UInt64) {
    self.faults = faults
    random = SplitMix64(seed: seed, stream: 2)
  }

  /// An order leaves, for the first time or again.
  mutating func sent(_ order: Order, at now: Timestamp) {
    arrived(order.id)
    open.append((order, now))
  }

  /// The answer arrived.
  mutating func arrived(_ id: OrderID) {
    if let place = open.indices.first(where: { open[$0].order.id == id }) {
      open.remove(at: place)
    }
  }

  /// Orders that are sent again now.
  func due(at now: Timestamp) -> [Order] {
    open.indices.prefix { now - open[$0].sentAt >= Self.resentAfter }.map { open[$0].order }
  }

  /// How much later each copy of an answer arrives; empty when it is lost.
  mutating func delays(at now: Timestamp) -> [Duration] {
    var delays: [Duration] = [.zero]
    for kind in faults.kinds(at: now) {
      switch kind {
      case .lostReplies(let share): if random.chance(share) { delays = [] }
      case .duplicatedReplies(let share):
        if random.chance(share), let first = delays.first { delays.append(first + .seconds(20)) }
      case .lateReplies(let delay): delays = delays.map { $0 + delay }
      default: continue
      }
    }
    return delays
  }
}
