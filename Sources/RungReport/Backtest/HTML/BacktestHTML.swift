package import RungBacktest
import RungModel

/// A backtest as one self-contained page: tables and inline pictures, no script, nothing loaded.
package enum BacktestHTML {
  /// Fan charts show what was forecast about so many minutes before: a usual lead time with room.
  private static let fanMinutes = 10
  private static let methods = ["rung", "last", "holt", "day"]

  /// The page, without a line end after it.
  package static func page(_ result: BacktestResult) -> String {
    let scores = BacktestScores(result)
    let title = "Backtest of \(result.driver.metric)"
    var body = ["<h1>\(Markup.escaped(title))</h1>"]
    body += (BacktestWords.summary(result) + result.notes.map { "Note: \($0)." })
      .map { "<p>\(Markup.escaped($0))</p>" }
    if !result.trials.isEmpty {
      body += BacktestTables.sections(scores, result.settings.horizons)
      body += comparison(scores, result) + slots(scores, result)
      let timing = BacktestWords.timing(result.timing).joined(separator: " ")
      body.append("<p>\(Markup.escaped(timing))</p>")
    }
    return Page.html(title: title, css: BacktestStyle.css, body: body)
  }

  private static func comparison(_ scores: BacktestScores, _ result: BacktestResult) -> [String] {
    let horizons = result.settings.horizons
    let names = ["Rung"] + Rival.allCases.map(\.title)
    let figures = [scores.rung] + scores.rivals
    let styles = horizons.indices.map(BacktestStyle.horizon)
    let legend = Markup.legend(
      zip(styles, horizons).map { ($0, "\(BacktestWords.ahead($1)) ahead") })
    let wape = ScoreCharts.bars(
      title: "WAPE by minutes ahead", groups: horizons.map(BacktestWords.ahead),
      xTitle: "minutes ahead",
      series: zip(methods, figures).map { ($0, $1.map { $0.wape }) })
    let phases = ScoreCharts.bars(
      title: "WAPE by phase", groups: scores.phases.map(\.name), xTitle: "phase of the event",
      series: horizons.indices.map { index in
        (
          styles[index],
          scores.phases.map { $0.scores[index].count > 0 ? $0.scores[index].wape : nil }
        )
      })
    let calibration = ScoreCharts.calibration(
      title: "Nominal and observed coverage", scores.rung, styles: styles)
    return [
      "<h2>Pictures</h2><div class=\"charts\">",
      Markup.figure(
        wape, caption: "Error beside simple rivals, by minutes ahead",
        legend: Markup.legend(zip(methods, names).map { ($0, $1) })),
      Markup.figure(phases, caption: "Error by phase of the event", legend: legend),
      Markup.figure(
        calibration,
        caption: "Calibration: below the dashed line a level was exceeded too often",
        legend: legend),
      "</div>",
    ]
  }

  private static func slots(_ scores: BacktestScores, _ result: BacktestResult) -> [String] {
    let horizons = result.settings.horizons
    guard
      let horizon = horizons.indices.min(by: {
        (abs(horizons[$0] - fanMinutes), $0) < (abs(horizons[$1] - fanMinutes), $1)
      })
    else { return [] }
    let words = result.settings.origins == .all ? "Day by day" : "Slot by slot"
    var parts = [
      "<h2>\(words): what was forecast \(BacktestWords.ahead(horizons[horizon])) before</h2>",
      Markup.legend([
        ("actual", "what came"), ("median", "median"), ("band1", "up to 0.9"),
        ("band2", "up to 0.99"), ("band3", "up to 0.999"),
      ]), "<div class=\"charts\">",
    ]
    var start = 0
    for (place, slot) in result.slots.enumerated() {
      var end = start
      while end < result.trials.count, result.trials[end].slot == place { end += 1 }
      let trials = result.trials[start..<end]
      start = end
      guard let chart = FanChart(result, slot: slot, trials: trials, horizon: horizon),
        let score = scores.slots.first(where: { $0.name == slot.name })?.scores[horizon]
      else { continue }
      parts.append(chart.figure(score))
    }
    return parts + ["</div>"]
  }
}
