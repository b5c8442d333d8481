/// The word that a person most likely meant: the nearest by edits, when it is near enough.
///
/// At most two edits, and fewer than half of the longer word: farther words only mislead.
func closest(to text: String, in words: [String]) -> String? {
  let typed = Array(text.lowercased().unicodeScalars.prefix(64))
  let scored = words.map { word in
    (word, editDistance(typed, Array(word.lowercased().unicodeScalars)))
  }
  guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 <= 2 && best.1 * 2 < max(typed.count, best.0.count) ? best.0 : nil
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into another
/// (optimal string alignment).
/// - Complexity: O(n m).
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
  var earlier: [Int] = []
  var previous = Array(0...right.count)
  for row in 1...left.count {
    var current = [row]
    for column in 1...right.count {
      let isSame = left[row - 1] == right[column - 1]
      var cost = min(
        previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
      if row > 1, column > 1, left[row - 1] == right[column - 2],
        left[row - 2] == right[column - 1]
      {
        cost = min(cost, earlier[column - 2] + 1)
      }
      current.append(cost)
    }
    earlier = previous
    previous = current
  }
  return previous[right.count]
}
