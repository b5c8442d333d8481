import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Horizons that the forecast is exposed at: the assumed lead time, and two that people look at.
  private static let horizons = [6, 15, 60]

  package func metrics() async -> String {
    for sink in countingSinks {
      let (delivered, lost) = await sink.deliveries()
      let name = sink.sinkName
      registry.set(
        .alarmDeliveries, ["sink": name, "result": "delivered"], to: Double(delivered))
      registry.set(.alarmDeliveries, ["sink": name, "result": "lost"], to: Double(lost))
    }
    let now = steadyNow()
    refreshDaemonMetrics()
    refreshServiceMetrics()
    refreshDriverMetrics(at: now)
    refreshScoreMetrics()
    refreshAlarmMetrics()
    return registry.text()
  }

  func countStep(_ duration: Duration) {
    let seconds = duration.inFractionalSeconds
    registry.add(.stepSum, [:], seconds)
    registry.add(.stepCount)
    registry.set(.stepMax, to: max(seconds, registry.value(.stepMax) ?? 0))
  }

  /// Measures, once a tick, what demand found no server.
  func measureUnserved(at now: Timestamp) {
    let elapsed = unserved.advance(to: now)
    guard hasStepped else { return }
    let fresh = Dictionary(
      ingest.lastValues.compactMap { entry in entry.last.map { (entry.driver, $0) } },
      uniquingKeysWith: { first, _ in first }
    ).filter { $0.value.at >= now - settings.ingest.freshness }
    for entry in ladders.entries {
      let ladder = entry.ladder
      let serving = decider?.servers(of: ladder.service).servingCount ?? 0
      unserved.measure(
        ladder, demand: fresh[ladder.driver.id]?.value, serving: serving, over: elapsed)
    }
  }

  private func refreshDaemonMetrics() {
    registry.set(.up, to: 1)
    registry.set(.buildInfo, ["version": settings.version], to: 1)
    if let startedAt { registry.set(.started, to: startedAt.seconds) }
    registry.set(.clockSpeed, to: clock.speed)
    registry.set(.clockJumps, to: Double(watch.jumps))
    registry.set(.reloadSuccess, to: ladders.isInOrder ? 1 : 0)
    if let loadedAt = ladders.loadedAt { registry.set(.reloadTime, to: loadedAt.seconds) }
    registry.set(.samples, ["result": "accepted"], to: Double(ingest.totals.accepted))
    registry.set(.samples, ["result": "unused"], to: Double(ingest.totals.unused))
    registry.set(.samples, ["result": "refused"], to: Double(ingest.totals.refused))
    for (name, desk) in orderDesks {
      registry.set(.ordersOpen, ["backend": name], to: Double(desk.openCount))
    }
  }

  private func refreshServiceMetrics() {
    let gauges: [MetricFamily] = [
      .desired, .launched, .serving, .limitMin, .limitMax, .acting, .observed, .planned, .served,
      .unserved, .leadTime,
    ]
    for family in gauges { registry.clear(family) }
    for entry in ladders.entries { refresh(entry.ladder) }
  }

  private func refresh(_ ladder: Ladder) {
    let labels: KeyValuePairs = ["service": ladder.service]
    registry.set(.limitMin, labels, to: Double(ladder.limits.min))
    registry.set(.limitMax, labels, to: Double(ladder.limits.max))
    registry.set(.acting, labels, to: ladder.mode == .act ? 1 : 0)
    let leadTime = decider?.leadTime(of: ladder.service) ?? .zero
    registry.set(.leadTime, labels, to: leadTime.inSeconds)
    if let decision = decider?.decision(of: ladder.service) {
      registry.set(.desired, labels, to: Double(decision.desired))
      registry.set(.launched, labels, to: Double(decision.launched))
      registry.set(.planned, labels, to: decision.planned)
      if let observed = decision.observed { registry.set(.observed, labels, to: observed) }
    }
    let servers = decider?.servers(of: ladder.service) ?? []
    registry.set(.serving, labels, to: Double(servers.servingCount))
    registry.set(.served, labels, to: ladder.demand(servedBy: servers.servingCount))
    guard let tally = unserved.entries[ladder.service] else { return }
    if tally.demand != nil { registry.set(.unserved, labels, to: tally.unserved) }
    registry.set(.unservedTotal, labels, to: tally.unservedSeconds)
    registry.set(.demandTotal, labels, to: tally.demandSeconds)
    registry.set(.unservedSeconds, labels, to: tally.secondsShort)
  }

  private func refreshDriverMetrics(at now: Timestamp) {
    registry.clear(.forecast)
    registry.clear(.staleness)
    refreshDataMetrics(at: now)
    for (driver, last) in ingest.lastValues {
      let name = driver.selector
      if let last {
        registry.set(.staleness, ["driver": name], to: max(0, (now - last.at).inSeconds))
      }
      guard let forecast = decider?.forecast(of: driver) else { continue }
      for minutes in Self.horizons {
        let index = Int(now.minute - forecast.firstMinute) + minutes
        for (level, path) in zip(forecast.levels, forecast.paths) where path.indices.contains(index)
        {
          registry.set(
            .forecast, ["driver": name, "horizon": "\(minutes)m", "quantile": "\(level)"],
            to: path[index])
        }
      }
    }
  }

  private func refreshDataMetrics(at now: Timestamp) {
    for family in [MetricFamily.sampleFaults, .clockSkew, .doubts] { registry.clear(family) }
    for lane in ingest.quality(at: now) {
      let name = lane.driver.selector
      for fault in SampleFault.allCases where lane.faults[fault] > 0 {
        registry.set(
          .sampleFaults, ["driver": name, "fault": fault.rawValue], to: Double(lane.faults[fault]))
      }
      if let skew = lane.skew {
        registry.set(.clockSkew, ["driver": name], to: skew.offset.inSeconds)
      }
    }
    for driver in ladders.drivers {
      guard let doubt = decider?.doubt(of: driver.id) else { continue }
      registry.set(
        .doubts, ["driver": driver.source.id.selector, "fault": doubt.fault.rawValue], to: 1)
    }
  }

  private func refreshAlarmMetrics() {
    registry.clear(.alarms)
    for alarm in decider?.alarms ?? [] {
      registry.set(
        .alarms,
        [
          "kind": alarm.kind.rawValue, "severity": alarm.severity.rawValue,
          "subject": alarm.subject,
        ], to: 1)
    }
  }
}
