import RealModule

/// The level of a series at a minute, as the forecaster sees it, in logarithms.
///
/// The same rule reads the live series and the library's, so that what it gets wrong cancels in
/// growth: an exponentially weighted mean of the last twelve minutes (0.4 to the newest), after
/// single odd minutes have been bridged. Minute noise of 2 % is 1 % in it; a ramp is followed one
/// and a half minutes late, which the growth that is learned makes up for.
enum LiveLevel {
  /// Marks a missing minute. Not NaN, so that fitted models stay comparable. Computed: a stored one
  /// would be looked up behind a lock at every comparison.
  static var missing: Double { -Double.infinity }
  /// The newest minute's part; the one before has 0.6 of it, and so on.
  static let newestShare = 0.4
  /// Minutes that the mean reaches back: what lies before them has 0.2 % together.
  static let window = 12
  /// The newest minute counts up to so far (in logarithms) from the median of the three before:
  /// a wild sample is a third more or a quarter less until the next minute confirms it.
  static let believedStep = 0.3
  /// A minute further than this from both neighbours, while those agree, is a notch or a glitch.
  static let oddStep = 0.2

  /// The level at the last index, or `missing` when the window is empty.
  static func last(of logs: ArraySlice<Double>) -> Double {
    let tail = Array(logs.suffix(window + 4))
    guard let last = tail.indices.last else { return missing }
    return tail.withUnsafeBufferPointer { logs in
      mended(tail).withUnsafeBufferPointer { level(at: last, of: logs, mended: $0) }
    }
  }

  /// The level at every index; none reads what lies after it.
  static func all(of logs: [Double]) -> [Double] {
    let mended = mended(logs)
    return [Double](unsafeUninitializedCapacity: logs.count) { result, count in
      logs.withUnsafeBufferPointer { logs in
        mended.withUnsafeBufferPointer { mended in
          var index = 0
          var run = 0
          while index < logs.count {
            if index + 4 <= logs.count, run >= window - 1, isKnown(logs, index..<(index + 4)) {
              let levels = fourLevels(from: index, of: logs, mended: mended)
              for lane in 0..<4 { result[index + lane] = levels[lane] }
              index += 4
              run += 4
            } else {
              result[index] = level(at: index, of: logs, mended: mended)
              run = logs[index] > missing ? run + 1 : 0
              index += 1
            }
          }
        }
      }
      count = logs.count
    }
  }

  private static func isKnown(_ logs: UnsafeBufferPointer<Double>, _ places: Range<Int>) -> Bool {
    places.allSatisfy { logs[$0] > missing }
  }

  /// `level` at four indices side by side, where none of the minutes that it reads is missing.
  private static func fourLevels(
    from index: Int, of logs: UnsafeBufferPointer<Double>, mended: UnsafeBufferPointer<Double>
  ) -> SIMD4<Double> {
    var newest = SIMD4<Double>.zero
    for lane in 0..<4 { newest[lane] = believed(index + lane, logs, mended) }
    let values = UnsafeRawBufferPointer(mended)
    var weight = newestShare
    var sum = weight * newest
    var total = weight
    for back in 1..<window {
      weight *= 1 - newestShare
      let offset = (index - back) * MemoryLayout<Double>.stride
      sum += weight * values.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
      total += weight
    }
    return sum / total
  }

  /// Unchecked, as a fit reads a dozen values around each of a hundred thousand: `index` is one of
  /// `logs`, and `mended` is as long.
  fileprivate static func level(
    at index: Int, of logs: UnsafeBufferPointer<Double>, mended: UnsafeBufferPointer<Double>
  ) -> Double {
    var sum = 0.0
    var total = 0.0
    var weight = newestShare
    let newest = believed(index, logs, mended)
    if newest > missing {
      sum = weight * newest
      total = weight
    }
    var place = index - 1
    while place >= 0, place > index - window {
      weight *= 1 - newestShare
      if mended[place] > missing {
        sum += weight * mended[place]
        total += weight
      }
      place -= 1
    }
    return total > 0 ? sum / total : missing
  }

  /// The newest minute, as far as one minute alone is believed.
  private static func believed(
    _ index: Int, _ logs: UnsafeBufferPointer<Double>, _ mended: UnsafeBufferPointer<Double>
  ) -> Double {
    guard logs[index] > missing, index >= 3 else { return logs[index] }
    let middle = middle(mended[index - 3], mended[index - 2], mended[index - 1])
    guard middle > missing else { return logs[index] }
    return min(max(logs[index], middle - believedStep), middle + believedStep)
  }

  /// The series without single odd minutes: those become the mean of their neighbours.
  ///
  /// Each minute but the newest is judged with the one after it, so what is mended at an index
  /// is known one minute later; `level` reads it only then.
  static func mended(_ logs: [Double]) -> [Double] {
    var result = logs
    for index in logs.indices.dropFirst().dropLast() {
      let (left, here, right) = (result[index - 1], logs[index], logs[index + 1])
      guard min(left, right) > missing, here > missing else { continue }
      let step = min(abs(here - left), abs(here - right))
      if step > oddStep, abs(right - left) < 0.5 * step { result[index] = (left + right) / 2 }
    }
    return result
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }

  /// The middle value; the mean of the two middle ones for an even count; `missing` when empty.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return missing }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }

  /// Standard deviation of one-minute noise: from the differences of neighbours, which a slow
  /// trend does not reach, by their median size, which a jump does not reach.
  static func noise(of logs: [Double]) -> Double {
    var sizes: [Double] = []
    for index in logs.indices.dropFirst()
    where logs[index] > missing && logs[index - 1] > missing {
      sizes.append(abs(logs[index] - logs[index - 1]))
    }
    guard sizes.count >= 10 else { return 0 }
    // The median size of a normal difference is 0.6745 sd, and a difference has sd sqrt(2) noise.
    return median(sizes) / (0.6745 * Double.sqrt(2))
  }
}

/// Levels of a series where a few of them are asked for.
struct LevelReader {
  private let logs: [Double]
  private let mended: [Double]

  init(_ logs: [Double]) {
    self.logs = logs
    mended = LiveLevel.mended(logs)
  }

  /// The level at an index of the series, or `LiveLevel.missing`.
  subscript(index: Int) -> Double {
    precondition(logs.indices.contains(index), "no level at \(index) of \(logs.count) minutes")
    return logs.withUnsafeBufferPointer { logs in
      mended.withUnsafeBufferPointer { LiveLevel.level(at: index, of: logs, mended: $0) }
    }
  }
}
