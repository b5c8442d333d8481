import RungBacktest
import RungModel

/// One slot: what came, and what was forecast for each minute some minutes before.
struct FanChart {
  private let result: BacktestResult
  private let slot: BacktestSlot
  /// Minutes ahead.
  private let ahead: Int
  /// By target minute.
  private let trials: [Trial]
  private let chart: TimeChart
  private let ticks: [Double]

  /// More points than this in a line are finer than the picture.
  private static let mostPoints = 480

  /// Nil when the slot has nothing scored at the horizon.
  /// - Parameters:
  ///   - trials: those of the slot, in order of origin.
  ///   - horizon: place of the horizon in the settings' list.
  init?(_ result: BacktestResult, slot: BacktestSlot, trials: ArraySlice<Trial>, horizon: Int) {
    let chosen = trials.filter { $0.horizon == horizon }
    guard let first = chosen.first, let last = chosen.last else { return nil }
    self.result = result
    self.slot = slot
    ahead = result.settings.horizons[horizon]
    let step = (chosen.count + Self.mostPoints - 1) / Self.mostPoints
    self.trials = chosen.indices.filter { $0 % step == 0 }.map { chosen[$0] }
    let highest = chosen.map { max($0.actual, $0.forecast[Score.high + 1]) }.max() ?? 1
    // One wild 0.999 value must not press everything else flat.
    let usual = chosen.map { max($0.actual, $0.forecast[Score.high]) }.max() ?? 1
    ticks = ChartFrame.ticks(upTo: min(highest, usual * 1.5))
    chart = TimeChart(
      frame: ChartFrame(
        xFrom: Double(first.origin + Int64(ahead)), xTo: Double(last.origin + Int64(ahead)),
        yTo: ticks.last ?? 1))
  }

  /// The chart with its caption.
  func figure(_ score: Score) -> String {
    let name =
      slot.start.map { "Slot \(slot.name): \(slot.title), \(BacktestWords.stamp($0)) UTC" }
      ?? slot.name
    let caption =
      "\(name). WAPE \(BacktestWords.share(score.wape)), at or below 0.99 "
      + BacktestWords.coverage(score.coverage[Score.high])
    let word = result.driver.unit.axisWords
    let parts =
      chart.stops(of: slot.events)
      + [chart.frame.yAxis(ticks.map { ($0, $0.shortText) }, title: word), chart.clock()]
      + (1...3).reversed().map { band(level: $0) }
      + [
        line("median", trials.map { ($0.origin + Int64(ahead), $0.forecast[0]) }),
        line("actual", trials.map { ($0.origin + Int64(ahead), $0.actual) }),
      ] + chart.milestones(of: slot.events, start: slot.start)
    return Markup.figure(chart.frame.svg(title: caption, parts), caption: caption)
  }

  /// Consecutive trials without a gap, for lines that do not cross missing hours.
  private func runs() -> [ArraySlice<Trial>] {
    let usual = zip(trials.dropFirst(), trials).map { $0.origin - $1.origin }.min() ?? 1
    var runs: [ArraySlice<Trial>] = []
    var start = 0
    for index in trials.indices.dropFirst()
    where trials[index].origin - trials[index - 1].origin > usual * 5 {
      runs.append(trials[start..<index])
      start = index
    }
    return runs + [trials[start...]]
  }

  private func band(level: Int) -> String {
    runs().map { run in
      chart.band(
        "band\(level)",
        run.map { ($0.origin + Int64(ahead), $0.forecast[level], $0.forecast[0]) })
    }.joined(separator: "\n")
  }

  private func line(_ style: String, _ points: [(minute: Int64, value: Double)]) -> String {
    var place = 0
    return runs().map { run in
      let own = points[place..<(place + run.count)]
      place += run.count
      return chart.line(style, Array(own))
    }.joined(separator: "\n")
  }
}
