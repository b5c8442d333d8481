package import RungModel

/// What can be wrong with one sample of a driver.
package enum SampleFault: String, CaseIterable, Sendable {
  /// The same series, instant and value again: left out.
  case duplicate
  /// The same series and instant with another value: the last one wins.
  case conflict
  /// Older than the newest of its series: it may fill its own minute, and never rewrites the present.
  case late
  /// Taken, but older than the freshness window when it came: it says nothing about now.
  case behind
  /// Refused: older than `Ingest.Rules.oldest`.
  case tooOld = "too_old"
  /// Refused: further ahead of the clock than `Ingest.Rules.newest`.
  case future
  /// Refused: negative or not finite.
  case invalid
  /// A counter that fell: its process started anew, and the rate is counted from zero.
  case counterReset = "counter_reset"
  /// A counter unheard for longer than the freshness window: no rate is made over the gap.
  case counterGap = "counter_gap"
}

/// How often each fault was met.
package struct SampleFaults: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: SampleFault.allCases.count)

  package init() {}

  package subscript(fault: SampleFault) -> Int {
    SampleFault.allCases.firstIndex(of: fault).map { counts[$0] } ?? 0
  }

  mutating func count(_ fault: SampleFault) {
    if let place = SampleFault.allCases.firstIndex(of: fault) { counts[place] += 1 }
  }
}

/// What was wrong with one driver's samples.
package struct SampleQuality: Hashable, Sendable {
  package var driver: DriverID
  /// Since the driver is in force.
  package var faults: SampleFaults
  /// Nil while most samples are dated right.
  package var skew: ClockSkew.Measurement?
}
