package import RungModel

/// The decider: inputs in, directives out. Pure and deterministic.
///
/// Same facts, same inputs, same instants give byte-equal directives. It never waits: results of
/// directives come back as inputs of later steps, and an order is in flight from the step that
/// issued it.
package struct Controller: Hashable, Sendable {
  /// The usual time between two steps of the shell.
  package static let tick: Duration = .seconds(10)
  /// An unchanged decision is recorded again after this long.
  static let recordEvery: Duration = .hours(1)

  /// The time between two steps of this shell; need is looked for this much further ahead, because
  /// the next chance to order comes only then.
  package var stepEvery = Controller.tick
  package internal(set) var memory: Memory
  /// Whether forecasts are scored and heeded by their scores. Not in a plan: there the traffic is
  /// the forecast itself.
  package var isScoring = true
  /// The ladders in force, by service name.
  package internal(set) var ladders: [Ladder] = []
  var models: [DriverID: FittedModel] = [:]
  var fleet: Fleet
  var forecasts: [DriverID: Forecast] = [:]
  /// For each driver, the last forecast that was made with data.
  var goodForecasts: [DriverID: Forecast] = [:]
  var forecastBases: [DriverID: ForecastBasis] = [:]
  /// By driver and service, while the driver's forecast stands.
  var standingPlans: [DriverID: [String: StandingPlan]] = [:]
  /// The newest of each service, not yet worded.
  var decisions: [String: Decision] = [:]
  /// The lead time planned with, by service.
  var leads: [String: LearnedLeadTime] = [:]
  /// What was measured, by service, until something new is or the ladders change.
  var leadTimes: [String: ServiceLeadTimes] = [:]
  /// What is remembered of offerings, as of the newest step.
  var offerings = OfferingMemory()
  /// What scale-in may not go below, by service.
  var keeps: [String: Int] = [:]
  /// Drivers whose newest minutes are not believed.
  var doubts: [DriverID: SourceDoubt] = [:]
  /// Whether samples may be doubted. False where they are computed and not measured, as in a plan:
  /// a flat forecast is no frozen source.
  package var doubtsSources = true
  /// Forecasts look at least this far, so that what is shown says something; control itself needs
  /// no more than holds, lead times and climbs. Below an hour the longer horizons are not scored.
  package var shownHorizon: Duration = .hours(2)
  /// For so many minutes a forecast of ordinary time may stand; 1: made anew with each minute.
  ///
  /// What stands is not in the facts, so that a controller rebuilt meanwhile may say otherwise for
  /// as long. A daemon has time for a forecast a minute; a simulated year has not.
  package var standingMinutes = 1

  /// Rebuilds the controller from what the store kept.
  package init(facts: Facts, at now: Timestamp) {
    memory = Memory(facts: facts, at: now)
    fleet = Fleet(memory.book.all)
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - inputs: in the order they happened.
  ///   - now: not before the step before.
  /// - Returns: what to carry out, in order; new orders come once and are in flight from here on.
  package mutating func step(_ inputs: [Input], at now: Timestamp) -> [Directive] {
    var directives: [Directive] = []
    for order in memory.age(to: now) { fleet.forget(order) }
    for input in inputs { take(input, at: now, &directives) }
    offerings = offeringMemory()
    judgeSources(at: now)
    directives += settleMinutes(at: now)
    directives += updateForecasts(at: now)
    var alarms: [Alarm] = []
    for ladder in ladders {
      var assessment = assess(ladder, at: now)
      directives += act(on: &assessment)
      directives += record(assessment)
      alarms += assessment.alarms
    }
    directives += settle(alarms + losingAlarms())
    return directives
  }

  /// How long the whole ladder takes in steps of `max_step_up`: the plan must look that far ahead.
  func climb(_ ladder: Ladder) -> Duration {
    guard let step = ladder.limits.maxStepUp, step > 0 else { return .zero }
    return .minutes(min(120, (ladder.limits.max - ladder.limits.min) / step))
  }

  /// Ladders that share a driver, in the order of the first service that names it.
  func laddersByDriver() -> [(Driver, [Ladder])] {
    var order: [DriverID] = []
    var groups: [DriverID: [Ladder]] = [:]
    for ladder in ladders {
      let id = ladder.driver.id
      if groups[id] == nil { order.append(id) }
      groups[id, default: []].append(ladder)
    }
    return order.compactMap { id in
      groups[id].flatMap { group in group.first.map { ($0.driver, group) } }
    }
  }

  /// Records a decision on change and hourly.
  private mutating func record(_ assessment: Assessment) -> [Directive] {
    let service = assessment.ladder.service
    let decision = Decision(
      service: service, at: assessment.now, observed: assessment.observed,
      planned: assessment.planned, confidence: assessment.forecast.confidence,
      desired: assessment.desired, launched: assessment.capacity.launched,
      serving: assessment.capacity.serving, reasons: assessment.reasons)
    decisions[service] = decision
    keeps[service] = assessment.keep
    let place = memory.recorded.place { $0.service >= service }
    if place < memory.recorded.count, memory.recorded[place].service == service {
      let last = memory.recorded[place]
      let isSame =
        last.desired == decision.desired && last.confidence == decision.confidence
        && last.reasons.elementsEqual(decision.reasons) { $0.kind == $1.kind }
      if isSame && decision.at - last.at < Self.recordEvery { return [] }
      memory.recorded[place] = worded(decision)
    } else {
      memory.recorded.insert(worded(decision), at: place)
    }
    return [.record(memory.recorded[place])]
  }
}
