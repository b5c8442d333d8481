import RealModule
import RungModel

/// The driver's last day in logarithms, up to now and not a minute further.
struct LiveSeries {
  /// The minute of `logs[0]`.
  let firstMinute: Int64
  /// `LiveLevel.missing` where there was no value.
  let logs: [Double]

  /// A day is more than any event lasts.
  static let reach: Int64 = 1_440

  /// Empty when nothing was seen in the last day.
  ///
  /// - Parameters:
  ///   - series: only its last day up to `now` is read.
  ///   - unit: what its values are divided by.
  ///   - driver: what the series is of.
  ///   - needsDay: whether, with this newest minute, more than `OrdinaryOutlook.reach` minutes
  ///     before it will be read; without need a day is not worth its logarithms.
  init(
    _ series: MinuteSeries, now: Int64, unit: PowerOfTwo? = nil,
    of driver: DriverUnit = .users,
    needsDay: (Int64) -> Bool = { _ in true }
  ) {
    let first = max(series.firstMinute, now - Self.reach)
    let last = min(now, series.lastMinute)
    guard !series.isEmpty, first <= last else {
      firstMinute = first
      logs = []
      return
    }
    let span = Int(first - series.firstMinute)...Int(last - series.firstMinute)
    let size = unit?.value ?? 1
    let facts = Facts(series.values[span], size: size)
    if driver != .departures, let newest = facts.newest, facts.hasNoFloor,
      !needsDay(first + Int64(newest))
    {
      let start = max(0, newest - OrdinaryOutlook.reach)
      firstMinute = first + Int64(start)
      logs = series.values[span].dropFirst(start).map { value in
        guard let value, value.isFinite, value >= 0 else { return LiveLevel.missing }
        return Double.log(value / size)
      }
    } else {
      firstMinute = first
      logs = LogFloor.logs(series.values[span].map { ($0 ?? -1) / size }, unit: driver)
    }
  }

  /// What must be known of a day before its logarithms are taken.
  private struct Facts {
    /// The place of the newest value.
    var newest: Int?
    /// Whether no value is below the floor that their mean gives.
    var hasNoFloor: Bool

    init(_ values: ArraySlice<Double?>, size: Double) {
      // Of a power of two the inverse is exact too.
      let inverse = 1 / size
      var (sum, count, least) = (0.0, 0.0, Double.infinity)
      var newest: Int?
      values.withUnsafeBufferPointer { values in
        for index in values.indices {
          guard let value = values[index], value.isFinite, value >= 0 else { continue }
          newest = index
          let part = value * inverse
          least = part < least ? part : least
          if part > 0 {
            sum += part
            count += 1
          }
        }
      }
      self.newest = newest
      hasNoFloor = count > 0 && least >= LogFloor.floor(sum: sum, count: count)
    }
  }

  /// The newest minute with a value.
  var newest: Int64? {
    logs.lastIndex { $0 > LiveLevel.missing }.map { firstMinute + Int64($0) }
  }

  /// Logarithm of the newest value, as far as one minute alone is believed; nil without one.
  var newestBelieved: Double? {
    guard let newest else { return nil }
    let before = middle(of: newest - 1)
    guard before > LiveLevel.missing else { return self[newest] }
    return min(max(self[newest], before - LiveLevel.believedStep), before + LiveLevel.believedStep)
  }

  subscript(minute: Int64) -> Double {
    let index = minute - firstMinute
    return index >= 0 && index < Int64(logs.count) ? logs[Int(index)] : LiveLevel.missing
  }

  /// The median over a range of minutes; `missing` when there is none.
  func median(_ range: Range<Int64>) -> Double {
    LiveLevel.median(range.map { self[$0] }.filter { $0 > LiveLevel.missing })
  }

  /// The median of a minute and the two before it; `missing` when all three are.
  func middle(of minute: Int64) -> Double {
    let (a, b, c) = (self[minute - 2], self[minute - 1], self[minute])
    guard min(a, b, c) > LiveLevel.missing else { return median((minute - 2)..<(minute + 1)) }
    return max(min(a, b), min(max(a, b), c))
  }

  /// The minutes up to one (included) that are not cut, oldest first, at most `count`.
  func play(upTo minute: Int64, clock: PlayClock, count: Int) -> [Double] {
    var result: [Double] = []
    var at = minute
    while result.count < count, at >= firstMinute {
      if !clock.isCut(at) { result.append(self[at]) }
      at -= 1
    }
    return result.reversed()
  }
}

/// Where an event stands now: its phase, its level, and how it came there.
struct LiveOrigin {
  /// Minute on the event's play clock.
  var play: Double
  /// Logarithm of the level.
  var level: Double
  /// Growth over the last minutes of `spans`; nil where the series does not reach back.
  var growth: [Double?]
  /// The same over `evidenceSpans`.
  var evidence: [Double?]
  /// Growth over `GrowthFeatures.spans`; `LiveLevel.missing` where the series does not reach back.
  var features: [Double]
  /// Standard deviation of its one-minute noise, in logarithms.
  var noise: Double

  /// How far the level stands above the median of the minutes given, in logarithms; not negative.
  var excess: Double

  /// Minutes over which recent growth is compared; the last one tells how large a surge was that has settled since.
  static let spans = [3, 6, 12, 25, 50]
  /// Minutes over which a reading of the milestones must explain the growth: from within a surge
  /// to well before it.
  static let evidenceSpans = [2, 4, 8, 16, 30, 50]

  /// Play minutes that are read, and those that noise and excess are taken from.
  static let minutes = 120
  private static let calmMinutes = 45

  /// From play minutes up to the newest, oldest first; nil without a level.
  init?(play: Double, logs: [Double]) {
    guard let last = logs.indices.last else { return nil }
    let levels = LevelReader(logs)
    let level = levels[last]
    guard level > LiveLevel.missing else { return nil }
    self.play = play
    self.level = level
    let recent = Array(logs.suffix(Self.calmMinutes))
    noise = LiveLevel.noise(of: recent)
    excess = max(0, level - LiveLevel.median(recent.filter { $0 > LiveLevel.missing }))
    func growth(over span: Int) -> Double? {
      guard last >= span else { return nil }
      let before = levels[last - span]
      return before > LiveLevel.missing ? level - before : nil
    }
    self.growth = Self.spans.map(growth(over:))
    evidence = Self.evidenceSpans.map(growth(over:))
    features = GrowthFeatures.spans.map { growth(over: $0) ?? LiveLevel.missing }
  }

  /// A level without a way to it, as at a resume.
  init(play: Double, level: Double) {
    self.play = play
    self.level = level
    growth = Self.spans.map { _ in nil }
    evidence = Self.evidenceSpans.map { _ in nil }
    features = GrowthFeatures.spans.map { _ in LiveLevel.missing }
    noise = 0
    excess = 0
  }
}
