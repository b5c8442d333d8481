import RungModel

/// When models must be fitted anew.
struct FitDesk: Sendable {
  /// Something changed that models depend on: drivers, or a new curve.
  var isAsked = true
  var isUnderWay = false
  /// Whether a fitting has ended since the start, well or badly.
  var hasFitted = false
  var fittedAt: Timestamp?
  private var kinds: [String] = []
  private var finished: [String] = []

  /// After a fitting that failed. Short, because the models in force are old or missing.
  static let retryAfter = Duration.minutes(1)

  /// Whether to fit now; state moves here, before the fitting begins.
  ///
  /// - Parameter events: as known now; a kind that is new among those to come makes models due,
  ///   because the library has other curves for it; one that is over has become a curve.
  mutating func isDue(events: [Event], at now: Timestamp, every period: Duration) -> Bool {
    let over = events.filter(\.status.isOver).map(\.id).sorted()
    let coming = Set(events.filter { !$0.status.isOver }.map(\.kind)).sorted()
    let isNews = coming != kinds || over != finished
    let isOld = fittedAt.map { now - $0 >= period } ?? true
    guard !isUnderWay, isAsked || isNews || isOld else { return false }
    kinds = coming
    finished = over
    isAsked = false
    isUnderWay = true
    fittedAt = now
    return true
  }

  /// A fitting ended.
  mutating func ended(well isWell: Bool, at now: Timestamp, every period: Duration) {
    isUnderWay = false
    hasFitted = true
    if !isWell { fittedAt = now - period + Self.retryAfter }
  }
}
