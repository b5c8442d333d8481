/// Finds the word that someone meant.
enum Spelling {
  /// `; did you mean 'x'?` when a word is at most two letters away, else the words there are.
  static func hint(for word: String, among words: [String]) -> String {
    if let near = nearest(to: word, among: words) { return "; did you mean '\(near)'?" }
    return "; use one of: \(words.joined(separator: ", "))"
  }

  /// The closest word, at most two letters (and less than half of it) away.
  static func nearest(to word: String, among words: [String]) -> String? {
    let given = Array(word.lowercased().utf8)
    // A word of a kilobyte is no typing error, and comparing it would be slow.
    guard given.count <= 64 else { return nil }
    let measured = words.map { ($0, distance(given, Array($0.utf8))) }
    guard let best = measured.min(by: { $0.1 < $1.1 }), best.1 <= 2,
      best.1 * 2 < max(2, best.0.utf8.count)
    else { return nil }
    return best.0
  }

  /// Letters to insert, drop or change (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in right.enumerated() {
        let above = row[place + 1]
        row[place + 1] = min(above + 1, row[place] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
