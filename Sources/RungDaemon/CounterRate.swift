import RungModel

/// The rate between two samples of a counter, as Prometheus reads counters: a value that falls is a
/// restart from zero.
/// - SeeAlso: https://prometheus.io/docs/prometheus/latest/querying/functions/#rate
enum CounterRate: Hashable {
  /// Counts a second.
  case rate(Double)
  /// The same, since a restart: the count so far over the whole time, so rather too low than wild.
  case reset(Double)
  /// Unheard for too long: an average over the gap would say nothing about now.
  case gap
  /// Less than a second apart: the clocks' jitter would be larger than the count.
  case tooClose

  /// The shortest time that a rate is made over.
  static let shortest: Duration = .seconds(1)

  /// - Parameters:
  ///   - before: the count and its instant; earlier than `at`.
  ///   - longest: no rate is made over a longer time.
  init(
    from before: (count: Double, at: Timestamp), to count: Double, at: Timestamp, longest: Duration
  ) {
    let elapsed = at - before.at
    if elapsed < Self.shortest {
      self = .tooClose
    } else if elapsed > longest {
      self = .gap
    } else if count < before.count {
      self = .reset(count / elapsed.inSeconds)
    } else {
      self = .rate((count - before.count) / elapsed.inSeconds)
    }
  }
}
