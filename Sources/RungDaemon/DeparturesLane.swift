import RungModel

/// Departures of one driver, from the means of its users' minutes: one sample a finished minute.
struct DeparturesLane: Sendable {
  let driver: Driver
  private(set) var last: DriverSample?
  var means = MinuteMeans()
  /// Means of the users' newest minutes, as far as they are known from before a restart.
  private var remembered: [Int64: Double] = [:]
  /// The newest minute that was given, or seen to have no value.
  private var given: Int64?

  /// A minute is over when a value of a later one has come, or so long after its end: samples are
  /// some seconds on their way, and what is sent once a minute has no later one yet.
  private static let settling: Duration = .seconds(15)
  /// Minutes that a backlog may hold.
  private static let mostMinutes: Int64 = 120

  init(driver: Driver) { self.driver = driver }

  /// Takes up the users' minutes before a restart, and what was given then.
  mutating func remember(users: [MinuteValue], given: MinuteValue?) {
    for minute in users.suffix(3) { remembered[minute.minute] = minute.value }
    self.given = given?.minute
  }

  /// The minutes that are over and not given yet, oldest first.
  ///
  /// A minute has a value only if the one before it is known: what left in a gap left unseen.
  /// - Parameters:
  ///   - users: the users' minutes; the newest may go on.
  ///   - now: by the daemon's clock.
  mutating func collect(_ users: MinuteMeans, at now: Timestamp) -> [DriverSample] {
    guard let newest = users.newest else { return [] }
    let isOver = now >= Timestamp(minute: newest + 1) + Self.settling
    let end = isOver ? newest : newest - 1
    let first = max(given.map { $0 + 1 } ?? .min, newest - Self.mostMinutes)
    guard first <= end else { return [] }
    given = end
    let samples = (first...end).compactMap { minute in
      // What came since the restart is nearer to the whole minute than what came before it.
      Departures.value(
        from: users[minute - 1] ?? remembered[minute - 1],
        to: users[minute] ?? remembered[minute]
      ).map { DriverSample(driver: driver.id, at: Timestamp(minute: minute), value: $0) }
    }
    for sample in samples { means.add(sample.value, at: sample.at) }
    if let sample = samples.last { last = sample }
    return samples
  }
}
