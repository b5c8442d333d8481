package import Foundation
package import RungModel

/// What reading one ladder file gave.
package struct LadderReading: Sendable {
  /// Nil when there is an error among the faults: a file is taken whole or not at all.
  package var ladder: Ladder?
  /// In the order of the file.
  package var faults: [Fault]
  /// Where each of the ladder's pools names its backend, in the order of the pools.
  package var backendPlaces: [Place]
}

/// Reads ladder files. Every key is used or refused.
package struct LadderParser {
  /// What this version reads.
  static let version = 1
  /// All keys at the top of a ladder file.
  static let keys = [
    "version", "service", "mode", "tier", "driver", "metric", "timezone", "rungs", "between",
    "buffer", "lead_time", "scale_in", "interruption", "limits", "freeze", "pools",
  ]

  /// Takes the faults.
  let log: FaultLog
  /// Time-zone offsets are read around it.
  let now: Timestamp

  /// Reads the text of one ladder file.
  /// - Parameters:
  ///   - file: what faults call it.
  ///   - now: time-zone offsets are read around this instant.
  package static func parse(text: String, file: String, now: Timestamp) -> LadderReading {
    let log = FaultLog(file: file)
    return LadderParser(log: log, now: now).reading(DocumentGate.open(text, log: log))
  }

  /// Reads the bytes of one ladder file, which may not even be text.
  package static func parse(data: Data, file: String, now: Timestamp) -> LadderReading {
    let log = FaultLog(file: file)
    return LadderParser(log: log, now: now).reading(DocumentGate.open(data, log: log))
  }

  private func reading(_ root: Entry?) -> LadderReading {
    var places: [Place] = []
    let ladder = root.flatMap { self.ladder($0, backendPlaces: &places) }
    guard !log.hasErrors else {
      return LadderReading(ladder: nil, faults: log.sorted, backendPlaces: [])
    }
    return LadderReading(ladder: ladder, faults: log.sorted, backendPlaces: places)
  }

  /// Reads all sections even when one is wrong, so that all faults are found.
  private func ladder(_ root: Entry, backendPlaces: inout [Place]) -> Ladder? {
    guard let fields = Fields(root, known: Self.keys) else { return nil }
    fields.checkVersion(Self.version)
    let service = fields.required("service", fix: "add `service: playback`")?.identifier()
    let mode = fields["mode"].map { $0.choice(Ladder.Mode.self) } ?? .observe
    let tier = fields["tier"].map { $0.choice(Ladder.Tier.self) } ?? .p0
    let unit = fields.required("driver", fix: "add `driver: users`, or rps, rpm or departures")?
      .choice(DriverUnit.self)
    let selector = fields.required("metric", fix: "add `metric: platform_concurrency`")
      .flatMap { self.selector($0, unit: unit) }
    let zone = fields["timezone"].map(zone) ?? .utc
    let rungs = fields.required("rungs", fix: "add `rungs: [{ at: 0, servers: 2 }]`")
      .flatMap { self.rungs($0, unit: unit) }
    let between = fields["between"].map { $0.choice(Ladder.Between.self) } ?? .interpolate
    let buffer = fields["buffer"].map { self.buffer($0, unit: unit) } ?? Buffer()
    let leadTime = fields["lead_time"].map(leadTime) ?? LeadTime()
    let scaleIn = fields["scale_in"].map(scaleIn) ?? ScaleIn()
    let holdLimit = fields["interruption"].map(holdLimit) ?? .hours(3)
    let limits = fields.required("limits", fix: "add `limits: { min: 2, max: 20 }`")
      .flatMap { self.limits($0, rungs: rungs ?? []) }
    let freezes = fields["freeze"].map(freezes) ?? []
    let pools = fields.required("pools", fix: "add a list of pools")
      .flatMap(pools)
    guard let service, let mode, let tier, let unit, let selector, let zone, let rungs,
      let between, let buffer, let leadTime, let scaleIn, let holdLimit, let limits, let freezes,
      let pools
    else { return nil }
    backendPlaces = pools.backendPlaces
    return Ladder(
      service: service, mode: mode, tier: tier,
      driver: Driver(unit: unit, metric: selector.metric, matchers: selector.matchers),
      zone: zone, rungs: rungs.map { Rung(at: $0.at * unit.factor, servers: $0.servers) },
      between: between, buffer: buffer, leadTime: leadTime, scaleIn: scaleIn,
      interruptionHoldLimit: holdLimit, limits: limits, freezes: freezes, pools: pools.pools)
  }

  private func selector(
    _ entry: Entry, unit: DriverUnit?
  ) -> (metric: String, matchers: [LabelMatcher])? {
    guard let text = entry.line() else { return nil }
    do {
      let selector = try SelectorText.read(text)
      guard unit == .departures, selector.metric.hasSuffix("_total") else { return selector }
      entry.error(
        "metric \(selector.metric) is a counter; departures are worked out from concurrent users",
        fix: "name the users' series: `metric: platform_concurrency`")
      return nil
    } catch {
      // A quoted or folded text starts after its mark; the place inside it is exact only for
      // text on one line without escapes, which a selector in single quotes or plain is.
      let quote = entry.isPlain ? 0 : 1
      let place = Place(
        line: entry.place.line, column: entry.place.column + quote + error.offset)
      log.error(at: place, "metric: \(error.message)", fix: error.fix)
      return nil
    }
  }

  private func zone(_ entry: Entry) -> ZoneOffsets? {
    guard let name = entry.text() else { return nil }
    if let zone = ZoneReading.zone(named: name, now: now) { return zone }
    entry.error(
      "timezone '\(name)' is not in this machine's zone database",
      fix: ZoneReading.suggestion(for: name).map { "did you mean '\($0)'?" }
        ?? "write a name such as Asia/Kolkata or UTC")
    return nil
  }
}
