import RungModel

/// The lead time of an offering to plan with, assumed until it is measured.
struct LearnedLeadTime: Hashable, Sendable {
  /// Planned with this part of the measured ones covered.
  static let quantile = 0.95
  /// Raises the assumption at once, lowers it only after this many launches…
  static let launchesToLower = 20
  /// …over at least this long, because one quiet night says little about a match.
  static let spanToLower: Duration = .hours(72)
  /// A pending launch counts at its age, but never for more than this many times the assumption:
  /// a server that never becomes healthy is a fault of that server.
  static let pendingCap = 3

  var offering: OfferingName
  var planned: Duration
  /// How many measurements it rests on; 0 means assumed.
  var measurements: Int
  /// The learned quantile; nil before the first measurement.
  var learned: Duration?

  /// - Parameters:
  ///   - measured: launches of the offering that came to serve, in any order.
  ///   - pendingAges: ages of launches that do not serve yet.
  init(
    policy: LeadTime, offering: OfferingName, measured: [LeadTimeMeasurement],
    pendingAges: [Duration]
  ) {
    self.offering = offering
    planned = policy.assume
    measurements = measured.count
    guard policy.learn else { return }
    let cap = policy.assume * Self.pendingCap
    // A pending launch says something only once it is older than what is planned with anyway.
    let late = pendingAges.filter { $0 > policy.assume }.map { min($0, cap) }
    let durations = (measured.map { min($0.duration, cap) } + late).sorted()
    guard !durations.isEmpty else { return }
    let index = Int((Double(durations.count) * Self.quantile).rounded(.up)) - 1
    let high = durations[min(max(0, index), durations.count - 1)]
    learned = high
    let first = measured.map(\.servingAt).min() ?? .distantPast
    let last = measured.map(\.servingAt).max() ?? .distantPast
    let mayLower =
      measured.count >= Self.launchesToLower && last - first >= Self.spanToLower
    if high > policy.assume || mayLower { planned = high }
  }
}
