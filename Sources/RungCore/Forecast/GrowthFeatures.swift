/// How a series came to its level: what growth from here is regressed on.
enum GrowthFeatures {
  /// Minutes over which growth of the level is read; the longest two tell how large a surge was that has settled since.
  static let spans = [3, 6, 12, 25, 50, 100]

  /// Appends the growth over each span up to an index, in logarithms; `LiveLevel.missing` where
  /// unknown.
  static func append(_ levels: [Double], at index: Int, to result: inout [Double]) {
    let isKnown = levels.indices.contains(index) && levels[index] > LiveLevel.missing
    for span in spans {
      guard isKnown, index >= span, levels[index - span] > LiveLevel.missing else {
        result.append(LiveLevel.missing)
        continue
      }
      result.append(levels[index] - levels[index - span])
    }
  }
}
