extension Array {
  /// The place of the first element for which something holds that holds for all after it too;
  /// `count` when it holds for none.
  ///
  /// - Complexity: O(log n) calls.
  func place(where isAtOrBeyond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAtOrBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
