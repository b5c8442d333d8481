import RungCore
package import RungModel
package import RungPorts

/// How the models that the controller gets are made.
package enum ForecastPolicy: String, CaseIterable, Sendable {
  /// From the curve library, the driver's history and the events.
  case predictive
  /// The forecaster is off: models know the last value only, and events are kept in the store but
  /// never reach the controller. It shows that a rehearsal can fail.
  case reactive
}

/// What the daemon can be told. Durations are of the daemon's clock unless they say "real".
package struct DaemonSettings: Sendable {
  package var version: String
  package var policy: ForecastPolicy
  /// From one ordinary step to the next. Default 10 s.
  package var tick: Duration
  /// How much history the controller is rebuilt with. Default 8 days: a week's peak and a spare
  /// day.
  package var recentHistory: Duration
  /// How much history models are fitted on. Default a year, what the store keeps.
  package var fitHistory: Duration
  /// How old a model may get. Default an hour.
  package var refitEvery: Duration
  /// Real time between looks at the ladder folder. Default 1 s.
  ///
  /// Polled rather than watched with inotify: editors and configuration management replace files by
  /// rename, mounts change under a container, and network file systems send no notifications. A
  /// look at a few hundred names a second costs nothing that can be measured.
  package var ladderPoll: Duration
  /// Real time that the first listings are waited for at start. Default 10 s: then the daemon goes
  /// on with the backends that answered.
  package var firstListingPatience: Duration
  /// Real time that the first models are waited for at start. Default 60 s, far more than fitting
  /// takes: a step without models would plan for the last value and give servers back too early.
  package var firstModelPatience: Duration
  /// Real time after which a listing that has not come is an alarm. Default 30 s. The call goes on:
  /// its own time limit is the backend's.
  package var surveyPatience: Duration
  /// Calls under way at one backend at once. Default 16.
  package var callsPerBackend: Int
  /// Times a launch order is sent before it is answered as `unknown`. Default 8, about 2 minutes.
  package var launchAttempts: Int
  /// Real time between attempts at a backend that fails. Default 1 s, doubling to 60 s.
  package var backoff: Backoff
  /// Ingest's rules for freshness.
  package var ingest: Ingest.Rules
  /// Retention, applied hourly.
  package var retention: Retention

  package init(version: String, policy: ForecastPolicy = .predictive) {
    self.version = version
    self.policy = policy
    tick = .seconds(10)
    recentHistory = .hours(24 * 8)
    fitHistory = .hours(24 * 366)
    refitEvery = .hours(1)
    ladderPoll = .seconds(1)
    firstListingPatience = .seconds(10)
    firstModelPatience = .seconds(60)
    surveyPatience = .seconds(30)
    callsPerBackend = 16
    launchAttempts = 8
    backoff = Backoff()
    ingest = Ingest.Rules()
    retention = Retention()
  }
}

/// What reading the ladder folder gave: a whole set, or faults.
package struct LadderLoad: Sendable {
  /// A ladder and the file it came from.
  package struct Entry: Hashable, Codable, Sendable {
    package var file: String
    package var ladder: Ladder

    package init(file: String, ladder: Ladder) {
      self.file = file
      self.ladder = ladder
    }
  }

  /// All ladders of the folder; nil when one of them is faulty.
  package var ladders: [Entry]?
  /// `Ladders/playback.yaml:14:7: error: …`, in order; not empty when `ladders` is nil.
  package var faults: [String]

  package init(ladders: [Entry]?, faults: [String] = []) {
    self.ladders = ladders
    self.faults = faults
  }
}

/// An event that is over, with what one driver measured around it: the stuff of a new curve.
package struct FinishedEvent: Hashable, Sendable {
  package var event: Event
  package var driver: Driver
  /// From `Curve.minutesBefore` before it began to `Curve.minutesAfter` after it ended.
  package var minutes: [MinuteValue]

  package init(event: Event, driver: Driver, minutes: [MinuteValue]) {
    self.event = event
    self.driver = driver
    self.minutes = minutes
  }
}

/// The doors that the composer of a daemon hands in beside store, backends and clock.
package struct DaemonSources: Sendable {
  /// Reads the ladder folder, whole or not at all.
  package var loadLadders: @Sendable () async -> LadderLoad
  /// A text that changes when a file of the ladder folder does; see `FolderMark`.
  package var ladderMark: @Sendable () -> String
  /// The curve library as it is now.
  package var library: @Sendable () async -> [Curve]
  /// Makes a curve of an event that is over; throws what went wrong, in words.
  package var keepCurve: @Sendable (FinishedEvent) async throws -> Void
  /// Alarms of kinds `crashLoop` and `sourceUnreachable` that hold now, asked at every tick: what
  /// backends and sources know beside their listings and samples. Must answer at once.
  package var conditions: @Sendable () async -> [Alarm]
  /// Makes the decider from facts. The controller, except in tests of the shell itself.
  package var makeDecider: @Sendable (Facts, Timestamp) -> any Decider

  package init(
    loadLadders: @escaping @Sendable () async -> LadderLoad,
    ladderMark: @escaping @Sendable () -> String = { "" },
    library: @escaping @Sendable () async -> [Curve] = { [] },
    keepCurve: @escaping @Sendable (FinishedEvent) async throws -> Void = { _ in },
    conditions: @escaping @Sendable () async -> [Alarm] = { [] },
    makeDecider: @escaping @Sendable (Facts, Timestamp) -> any Decider = {
      Controller(facts: $0, at: $1)
    }
  ) {
    self.loadLadders = loadLadders
    self.ladderMark = ladderMark
    self.library = library
    self.keepCurve = keepCurve
    self.conditions = conditions
    self.makeDecider = makeDecider
  }
}
