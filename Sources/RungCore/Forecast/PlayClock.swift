import RungModel

/// An event's time with its interruptions taken out, in minutes.
///
/// Rain moves everything after it; on this clock a match with rain and one without are alike.
struct PlayClock: Hashable, Sendable {
  /// A stretch of minutes that is not play, end exclusive.
  struct Cut: Hashable, Sendable {
    var from: Int64
    var to: Int64
  }

  /// In order of time, disjoint.
  var cuts: [Cut]

  init(cuts: [Cut]) {
    self.cuts = []
    for cut in cuts.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where cut.to > cut.from {
      if let last = self.cuts.last, cut.from <= last.to {
        self.cuts[self.cuts.count - 1].to = max(last.to, cut.to)
      } else {
        self.cuts.append(cut)
      }
    }
  }

  /// What is known at `now`: an interruption without an end is taken to end now, one that starts
  /// later than now is not yet believed.
  init(_ event: Event, now: Int64) {
    self.init(
      cuts: event.interruptions.filter { $0.from.minute <= now }.map {
        Cut(from: $0.from.minute, to: $0.to?.minute ?? now)
      })
  }

  /// The minute on this clock: wall minutes less the cut minutes before it.
  func play(_ minute: Int64) -> Int64 {
    cuts.reduce(minute) { $0 - max(0, min(minute, $1.to) - $1.from) }
  }

  /// Whether a wall minute is cut out.
  func isCut(_ minute: Int64) -> Bool {
    cuts.contains { $0.from <= minute && minute < $0.to }
  }
}

/// A milestone on the play clock.
struct PhaseMark: Hashable, Sendable {
  var name: String
  var minute: Double
}
