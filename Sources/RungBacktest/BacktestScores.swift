/// A backtest summed up: a score for each horizon, and who forecast it.
package struct BacktestScores: Hashable, Sendable {
  /// Rung's scores of a part of the trials.
  package struct Part: Hashable, Sendable {
    /// A slot's name, a kind or a phase.
    package var name: String
    /// For each horizon.
    package var scores: [Score]
  }

  /// Rung's, for each horizon.
  package private(set) var rung: [Score]
  /// The rivals', in the order of `Rival`, for each horizon.
  package private(set) var rivals: [[Score]]
  /// What is planned for, for each horizon.
  package private(set) var planned: [PlannedScore]
  /// In order of time; slots without a trial are left out, as are kinds and phases.
  package private(set) var slots: [Part]
  package private(set) var kinds: [Part]
  package private(set) var phases: [Part]

  /// - Complexity: O(trials).
  package init(_ result: BacktestResult) {
    let none = [Score](repeating: Score(), count: result.settings.horizons.count)
    func parts(_ names: [String]) -> [Part] { names.map { Part(name: $0, scores: none) } }
    rung = none
    rivals = Rival.allCases.map { _ in none }
    planned = none.map { _ in PlannedScore() }
    slots = parts(result.slots.map(\.name))
    kinds = parts(result.phases.kinds)
    phases = parts(result.phases.names)
    for (place, trial) in result.trials.enumerated() {
      rung[trial.horizon].add(trial.forecast, actual: trial.actual)
      planned[trial.horizon].add(trial)
      slots[trial.slot].scores[trial.horizon].add(trial.forecast, actual: trial.actual)
      kinds[trial.kind].scores[trial.horizon].add(trial.forecast, actual: trial.actual)
      phases[trial.phase].scores[trial.horizon].add(trial.forecast, actual: trial.actual)
      for rival in Rival.allCases {
        rivals[rival.rawValue][trial.horizon].add(
          result.rivals[rival.rawValue][place], actual: trial.actual)
      }
    }
    for path in [\Self.slots, \Self.kinds, \Self.phases] {
      self[keyPath: path].removeAll { part in part.scores.allSatisfy { $0.count == 0 } }
    }
  }

  /// The slot whose 0.99 values covered least at a horizon, and how much; the first of equals, nil
  /// when nothing was scored.
  package func worstSlot(_ horizon: Int) -> (name: String, coverage: Double)? {
    slots.filter { $0.scores[horizon].count > 0 }
      .map { (name: $0.name, coverage: $0.scores[horizon].coverage[Score.high]) }
      .min { $0.coverage < $1.coverage }
  }

  /// Rung's pinball loss over last value's, for each level; nil where the rival's is 0.
  package func pinballAgainstLastValue(_ horizon: Int) -> [Double?] {
    let rival = rivals[Rival.lastValue.rawValue][horizon].pinball
    return zip(rung[horizon].pinball, rival).map { $1 > 0 ? $0 / $1 : nil }
  }
}
