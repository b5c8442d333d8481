/// How a series came to its level: what growth from here is regressed on.
enum GrowthFeatures {
  /// Minutes over which growth of the level is read; the longest two tell how large a surge was that has settled since.
  static let spans = [3, 6, 12, 25, 50, 100]

  /// Growth over each span up to an index, in logarithms; `LiveLevel.missing` where unknown.
  static func growth(_ levels: [Double], at index: Int) -> [Double] {
    guard levels.indices.contains(index), levels[index] > LiveLevel.missing else {
      return spans.map { _ in LiveLevel.missing }
    }
    return spans.map { span in
      guard index >= span, levels[index - span] > LiveLevel.missing else {
        return LiveLevel.missing
      }
      return levels[index] - levels[index - span]
    }
  }
}
