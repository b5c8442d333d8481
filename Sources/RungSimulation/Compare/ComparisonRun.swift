import RungCore
package import RungModel

/// Several policies through the same demand, schedule and faults.
package struct ComparisonRun: Sendable {
  /// What Rung is called among the policies.
  package static let rung = "rung"
  /// The words of all policies, Rung first.
  package static let names = [rung] + PolicyKind.allCases.map(\.rawValue)

  /// Risks that a sweep tries, and then shares on top of the last.
  package static let knobs: [RungRun.Knob] =
    [0.6, 0.75, 0.85, 0.9, 0.94, 0.96, 0.975, 0.985, 0.99, 0.995, 0.999]
    .map { RungRun.Knob(risk: $0) }
    + [0.04, 0.08, 0.15].map { RungRun.Knob(risk: 0.999, share: $0) }

  private let setting: ComparisonSetting
  private let policies: [String]
  private let library: [Curve]
  private let seed: UInt64
  private let isSweeping: Bool
  private let tick: Duration

  /// - Parameters:
  ///   - policies: words of `names`; others are a bug of the caller.
  ///   - isSweeping: whether each policy's knob is varied, for its frontier.
  ///   - tick: between two steps of the controller.
  package init(
    setting: ComparisonSetting, policies: [String], library: [Curve], seed: UInt64 = 0,
    isSweeping: Bool = false, tick: Duration = .minutes(1)
  ) {
    self.setting = setting
    self.policies = policies
    self.library = library
    self.seed = seed
    self.isSweeping = isSweeping
    self.tick = tick
  }

  /// Plays all of it.
  ///
  /// - Parameter progress: told of a policy and how much of its runs is done, 0 to 1.
  package func run(_ progress: (String, Double) -> Void = { _, _ in }) -> Comparison {
    Comparison(
      ladder: setting.ladder, lead: setting.lead, from: setting.from, to: setting.to,
      scored: setting.scoredSpans, seed: seed,
      events: ComparisonSetting.finalStates(of: setting.messages),
      policies: policies.map { name in
        progress(name, 0)
        guard let kind = PolicyKind(rawValue: name) else { return rung(progress) }
        return rival(kind, progress)
      })
  }

  private func rival(
    _ kind: PolicyKind, _ progress: (String, Double) -> Void
  ) -> Comparison.Policy {
    var minutes: [PolicyMoment] = []
    var run = PolicyRun(kind.policy(headroom: kind.usualHeadroom, setting), setting)
    let tally = run.run { minutes.append($0) }
    var points: [Frontier.Point] = []
    let headrooms = PolicyKind.headrooms
    for (place, headroom) in headrooms.enumerated() where isSweeping {
      progress(kind.rawValue, Double(place) / Double(headrooms.count))
      var run = PolicyRun(kind.policy(headroom: headroom, setting), setting)
      points.append(Frontier.Point(knob: headroom, run.run()))
    }
    return Comparison.Policy(
      name: kind.rawValue, tally: tally, minutes: minutes,
      frontier: isSweeping ? Frontier(points) : nil)
  }

  private func rung(_ progress: (String, Double) -> Void) -> Comparison.Policy {
    var run = RungRun(nil, setting, library: library, seed: seed, tick: tick)
    var log = DecisionLog()
    var minutes: [PolicyMoment] = []
    let length = (setting.to - setting.from).inSeconds
    let parts = isSweeping ? 2.0 : 1
    let tally = run.run { moment in
      log.take(moment)
      progress(Self.rung, (moment.at - setting.from).inSeconds / length / parts)
    } _: { _, minute in
      minutes.append(minute)
    }
    var frontier: Frontier?
    if isSweeping {
      var sweep = RungRun(Self.knobs, setting, library: library, seed: seed, tick: tick)
      let tallies = sweep.run { moment in
        progress(Self.rung, 0.5 + (moment.at - setting.from).inSeconds / length / parts)
      }
      frontier = Frontier(
        zip(Self.knobs, tallies).map { Frontier.Point(knob: $0.risk + $0.share, $1) })
    }
    return Comparison.Policy(
      name: Self.rung, tally: tally[0], minutes: minutes, decisions: log.decisions,
      alarms: log.alarms, frontier: frontier, violations: run.world.violations)
  }
}

/// What a run of the controller recorded.
private struct DecisionLog: Sendable {
  var decisions: [Decision] = []
  var alarms: [Comparison.RaisedAlarm] = []

  mutating func take(_ moment: World.Moment) {
    for directive in moment.directives {
      switch directive {
      case .record(let decision): decisions.append(decision)
      case .raise(let alarm): alarms.append(.init(at: moment.at, alarm: alarm))
      case .launch, .terminate, .clear, .learn, .forecasted, .scored: continue
      }
    }
  }
}
