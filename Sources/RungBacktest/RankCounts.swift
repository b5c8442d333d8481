/// Numbers of a known set that have come so far, and the k-th smallest of them.
///
/// - SeeAlso: P. M. Fenwick, "A new data structure for cumulative frequency tables" (1994).
struct RankCounts {
  private let sorted: [Double]
  private let ranks: [Int]
  private var sums: [Int]
  /// How many have come.
  private(set) var count = 0

  /// - Parameter numbers: all that can come; each comes at most once, by its place.
  /// - Complexity: O(n log n).
  init(_ numbers: [Double]) {
    let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    sorted = order.map { numbers[$0] }
    var ranks = [Int](repeating: 0, count: numbers.count)
    for (rank, place) in order.enumerated() { ranks[place] = rank }
    self.ranks = ranks
    sums = [Int](repeating: 0, count: numbers.count + 1)
  }

  /// The number at a place has come.
  /// - Complexity: O(log n).
  mutating func add(_ place: Int) {
    count += 1
    var node = ranks[place] + 1
    while node < sums.count {
      sums[node] += 1
      node += node & -node
    }
  }

  /// The k-th smallest of those that have come, counted from 1 and at most `count`.
  /// - Complexity: O(log n).
  func smallest(_ k: Int) -> Double {
    precondition(k >= 1 && k <= count, "the \(k)th of \(count)")
    var rest = k
    var node = 0
    var step = 1
    while step * 2 < sums.count { step *= 2 }
    while step > 0 {
      if node + step < sums.count, sums[node + step] < rest {
        node += step
        rest -= sums[node]
      }
      step /= 2
    }
    return sorted[node]
  }
}
