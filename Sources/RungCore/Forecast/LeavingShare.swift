import RungModel

/// The largest share of its users that left a past event within one minute, at a stop or the end.
struct LeavingShare: Hashable, Sendable {
  var kind: String
  var isMeasured: Bool
  /// Of those who were there a minute before; above 0, at most 1.
  var share: Double

  /// Minutes in which less than this part of the peak is there tell nothing: a fall from a small
  /// level is many in a hundred of few.
  private static let leastOfPeak = 0.25
  /// Minutes after the last milestone in which users still leave because of the event.
  static let minutesAfterEnd: Int64 = 30

  /// Nil when nobody left, or too little is known.
  ///
  /// A minute's fall is counted to the highest of that minute and the two after it, from the lower
  /// of the two before: what is made good at once is a notch in the measuring, and what fell from
  /// a single high minute was noise.
  /// - Complexity: O(minutes).
  init?(_ curve: Curve) {
    guard let peak = curve.peak?.value, peak > 0, let begins = curve.event.begins?.minute,
      let ends = curve.event.ends?.minute, begins <= ends
    else { return nil }
    var largest = 0.0
    for minute in begins...(ends + Self.minutesAfterEnd) {
      guard let now = curve[minute: minute], let last = curve[minute: minute - 1] else { continue }
      let before = min(last, curve[minute: minute - 2] ?? last)
      guard before >= Self.leastOfPeak * peak else { continue }
      let left = (minute...(minute + 2)).compactMap { curve[minute: $0] }.max() ?? now
      largest = max(largest, 1 - left / before)
    }
    guard largest > 0 else { return nil }
    kind = curve.event.kind
    isMeasured = curve.origin == .measured
    share = min(1, largest)
  }

  /// What is taken where no event tells: in 2019 rain took 15 million users to 3 "in minutes"; a
  /// fifth left after five minutes, as many of those still there in each, is 28 % a minute.
  static let published = 0.28

  /// The most that left in a minute of events comparable with one, and how many those are.
  ///
  /// As for forecasts: what was seen is believed alone once there is enough of it, and the family
  /// of the kind helps where the kind is rare.
  static func largest(
    of lessons: [LeavingShare], like kind: String
  ) -> (share: Double, events: Int)? {
    var chosen = lessons.filter { $0.kind == kind }
    if chosen.count < Comparables.enough {
      chosen = lessons.filter { Comparables.family($0.kind) == Comparables.family(kind) }
    }
    let measured = chosen.filter(\.isMeasured)
    if measured.count >= Comparables.enough { chosen = measured }
    guard let largest = chosen.map(\.share).max() else { return nil }
    return (largest, chosen.count)
  }
}
