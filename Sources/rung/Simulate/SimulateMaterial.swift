import ArgumentParser
import LadderFile
import RungBacktest
import RungCore
import RungFormats
import RungModel
import RungPorts
import RungSimulation

/// What a simulation is made from, as it stands in files.
struct SimulateMaterial {
  /// With its lead time and metric as asked for.
  var ladder: Ladder
  /// Of what is measured: for departures the users.
  var minutes: MinuteSeries
  /// By receipt.
  var messages: [EventMessage]
  var library: [Curve]
  /// What someone should know about the files.
  var notes: [String]

  /// Reads all of it.
  ///
  /// - Parameters:
  ///   - ladderPath: one ladder file, or a folder with one in it.
  ///   - lead: replaces the ladder's assumed lead time.
  /// - Throws: `CommandFailure` or `FormatFaults` with every fault, `ValidationError` without a
  ///   series.
  init(
    ladderPath: String, recording: SeriesOptions, library folder: String?, lead: Duration?
  ) throws {
    var recording = recording
    let first = try Self.ladder(ladderPath, around: ScaledClock.realNow())
    recording.unit = recording.unit ?? first.driver.source.unit
    let read = try recording.readSeries()
    guard let begin = read.minutes.present.first?.minute else {
      throw CommandFailure("\(recording.series ?? "the series") has no value")
    }
    // Again, because time zones are read around an instant: here, that of the series.
    var ladder = try Self.ladder(ladderPath, around: Timestamp(minute: begin))
    let counted = ladder.driver.source.unit.word
    guard read.unit.word == counted else {
      throw ValidationError(
        "the ladder counts \(counted), the series was read as \(read.unit.word); "
          + "give the ladder's unit with --unit")
    }
    if let metric = recording.metric {
      ladder.driver = Driver(unit: ladder.driver.unit, metric: metric)
    }
    if let lead { ladder.leadTime.assume = lead }
    let choice = try LibraryChoice(folder: folder, driver: ladder.driver)
    self.ladder = ladder
    minutes = read.minutes
    messages = read.messages.sorted { $0.receivedAt < $1.receivedAt }
    library = choice.curves
    notes = read.notes + [choice.note].compactMap { $0 }
  }

  private static func ladder(_ path: String, around now: Timestamp) throws -> Ladder {
    let reading = LadderFolder.read(path, now: now)
    guard !reading.hasErrors else {
      let errors = reading.faults.filter { $0.severity == .error }
      throw CommandFailure(errors.map(\.description).joined(separator: "\n"))
    }
    guard reading.ladders.count == 1 else {
      let services = reading.ladders.map(\.ladder.service).joined(separator: ", ")
      throw CommandFailure("\(path) holds the ladders of \(services); name the file of one")
    }
    return reading.ladders[0].ladder
  }

  /// The last state of each event.
  var events: [Event] { EventLog.finalStates(messages) }

  /// The setting that all policies share, without faults yet.
  func setting(
    _ scoring: ScoringOptions, faults: FaultPlan = FaultPlan()
  ) throws -> ComparisonSetting {
    ComparisonSetting(
      ladder: ladder, series: minutes, messages: messages, lead: ladder.leadTime.assume,
      spans: try spans(scoring), faults: faults)
  }

  /// Minutes that are scored; nil for the whole series.
  private func spans(_ scoring: ScoringOptions) throws -> [ClosedRange<Int64>]? {
    switch scoring.score ?? (messages.isEmpty && scoring.slots == nil ? .all : .events) {
    case .all: return nil
    case .events:
      return try starts(scoring).map {
        ($0 - ComparisonSetting.scoredBefore)...($0 + ComparisonSetting.scoredAfter)
      }
    case .matches: return try matches()
    }
  }

  /// From an hour before the first milestone of each event to half an hour after its end.
  private func matches() throws -> [ClosedRange<Int64>] {
    let spans = events.filter { $0.status != .cancelled }.compactMap { event in
      event.begins.flatMap { begins in
        event.ends.map { (begins - .hours(1)).minute...($0 + .minutes(30)).minute }
      }
    }.filter { $0.overlaps(minutes.firstMinute...max(minutes.firstMinute, minutes.lastMinute)) }
    guard !spans.isEmpty else {
      throw CommandFailure("no event with milestones lies in the series; give --score all")
    }
    return spans
  }

  private func starts(_ scoring: ScoringOptions) throws -> [Int64] {
    let starts = Set(
      events.filter { $0.status != .cancelled }
        .compactMap { ($0.milestone("start") ?? $0.begins)?.minute }
    ).sorted()
    guard !starts.isEmpty else {
      throw ValidationError(
        "nothing to score around: give --events with events that start, or --score all")
    }
    let chosen = starts.enumerated().filter {
      scoring.slots?.numbers.contains($0.offset + 1) ?? true
    }
    guard !chosen.isEmpty else {
      throw CommandFailure("slots are 1 to \(starts.count); none of them is in --slots")
    }
    let seen = chosen.map(\.element).filter {
      $0 + ComparisonSetting.scoredAfter >= minutes.firstMinute
        && $0 - ComparisonSetting.scoredBefore <= minutes.lastMinute
    }
    guard !seen.isEmpty else {
      throw CommandFailure("none of the starts lies in the series; is it of another time?")
    }
    return seen
  }

  /// What goes wrong: of a file, drawn from a seed, or nothing.
  /// - Throws: `CommandFailure` with every fault of the file.
  func faults(_ world: WorldOptions, from: Timestamp, to: Timestamp) throws -> FaultPlan {
    if let seed = world.chaos {
      let demand = ladder.driver.unit == .departures ? Departures.series(of: minutes) : minutes
      let peak = demand.present.map(\.value).max() ?? 0
      let servers = min(ladder.limits.max, ladder.servers(for: peak).servers)
      return .chaos(
        seed: seed, from: from, to: to, events: events, pools: ladder.pools, servers: servers)
    }
    guard let path = world.faults else { return FaultPlan() }
    let reading = FaultPlanParser.read(
      path, pools: ladder.pools,
      milestones: Set(events.flatMap(\.milestones).map(\.name)).sorted())
    for fault in reading.faults where fault.severity == .warning {
      Terminal.note(fault.description)
    }
    guard let plan = reading.plan else {
      let errors = reading.faults.filter { $0.severity == .error }
      throw CommandFailure(errors.map(\.description).joined(separator: "\n"))
    }
    return plan
  }
}
