package import RungModel

/// What happens next in a virtual world: ordered by time, then by the order it was put in.
package struct EventQueue<Element: Sendable>: Sendable {
  private struct Entry: Sendable {
    var at: Timestamp
    var sequence: Int
    var element: Element

    static func < (left: Entry, right: Entry) -> Bool {
      (left.at, left.sequence) < (right.at, right.sequence)
    }
  }

  /// A binary heap by hand, small and with a total order: swift-collections' `Heap` promises no
  /// order between equal elements.
  private var heap: [Entry] = []
  private var nextSequence = 0

  package init() {}

  package var isEmpty: Bool { heap.isEmpty }
  package var nextAt: Timestamp? { heap.first?.at }

  /// O(log n).
  package mutating func put(_ element: Element, at: Timestamp) {
    heap.append(Entry(at: at, sequence: nextSequence, element: element))
    nextSequence += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// O(log n).
  package mutating func take() -> (at: Timestamp, element: Element)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return (first.at, first.element) }
    heap[0] = last
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { break }
      let right = left + 1
      let child = right < heap.count && heap[right] < heap[left] ? right : left
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return (first.at, first.element)
  }
}
