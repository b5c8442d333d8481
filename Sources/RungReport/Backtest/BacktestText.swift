package import RungBacktest
import RungModel

/// A backtest as tables of at most 100 columns.
package enum BacktestText {
  /// Horizons side by side in one table; more begin another.
  private static let horizonsBeside = 5

  /// The whole report, without a line end after it.
  package static func text(_ result: BacktestResult) -> String {
    var lines = BacktestWords.summary(result) + result.notes.map { "Note: \($0)." }
    guard !result.trials.isEmpty else { return lines.joined(separator: "\n") }
    let scores = BacktestScores(result)
    let horizons = result.settings.horizons
    lines += ["", "Rung: error of the median, and the part of what came at or below each level"]
    lines += rung(scores, horizons)
    lines += ["", "Error of the median (WAPE) beside simple rivals"]
    lines += rivals(scores, horizons, BacktestWords.share) { $0.wape }
    lines += ["", "Pinball loss over the mean actual, and Rung's over last value's"]
    lines += pinball(scores, horizons)
    lines += ["", "At or below the 0.99 level, rivals calibrated on their own past errors"]
    lines += rivals(scores, horizons, BacktestWords.coverage) { $0.coverage[Score.high] }
    lines += ["", "Width: mean of the 0.99 level over the mean median"]
    lines += rivals(scores, horizons, BacktestWords.ratio) { $0.sharpness }
    lines += ["", "Planned for: the 0.999 level with holds for a resume"]
    lines += planned(scores, horizons)
    lines += parts("kind", scores.kinds, horizons)
    lines += parts("phase", scores.phases, horizons)
    lines += [""] + BacktestWords.timing(result.timing)
    return lines.joined(separator: "\n")
  }

  private static func rung(_ scores: BacktestScores, _ horizons: [Int]) -> [String] {
    var table = TextTable(
      [.init("ahead", .right), .init("scored", .right), .init("WAPE", .right)]
        + [.init("bias", .right)] + levels()
        + [.init("lowest slot at 0.99", .right)])
    for (index, minutes) in horizons.enumerated() {
      let score = scores.rung[index]
      let lowest = scores.worstSlot(index).map {
        "\($0.name): \(BacktestWords.coverage($0.coverage))"
      }
      table.add(
        [
          BacktestWords.ahead(minutes), score.count.groupedText, BacktestWords.share(score.wape),
          BacktestWords.signed(score.bias),
        ] + score.coverage.map(BacktestWords.coverage) + [lowest ?? "-"])
    }
    return table.lines(indent: "  ")
  }

  private static func levels() -> [TextTable.Column] {
    BacktestSettings.levels.map { .init("\($0)", .right) }
  }

  private static func rivals(
    _ scores: BacktestScores, _ horizons: [Int], _ text: (Double) -> String,
    _ figure: (Score) -> Double
  ) -> [String] {
    var table = TextTable(
      [.init("ahead", .right), .init("Rung", .right)]
        + Rival.allCases.map { .init($0.title, .right) })
    for (index, minutes) in horizons.enumerated() {
      let figures = [scores.rung[index]] + scores.rivals.map { $0[index] }
      table.add([BacktestWords.ahead(minutes)] + figures.map { text(figure($0)) })
    }
    return table.lines(indent: "  ")
  }

  private static func pinball(_ scores: BacktestScores, _ horizons: [Int]) -> [String] {
    let upper = BacktestSettings.levels.dropFirst()
    var table = TextTable(
      [.init("ahead", .right)] + levels()
        + upper.map { .init("\($0) ratio", .right) })
    for (index, minutes) in horizons.enumerated() {
      table.add(
        [BacktestWords.ahead(minutes)]
          + scores.rung[index].pinball.map { ($0 * 100).fixedText(decimals: 3) + "%" }
          + scores.pinballAgainstLastValue(index).dropFirst().map(BacktestWords.ratio))
    }
    return table.lines(indent: "  ")
  }

  private static func planned(_ scores: BacktestScores, _ horizons: [Int]) -> [String] {
    var table = TextTable([
      .init("ahead", .right), .init("covered", .right), .init("planned / actual", .right),
      .init("in interruptions", .right),
    ])
    for (index, minutes) in horizons.enumerated() {
      let score = scores.planned[index]
      table.add(
        BacktestWords.ahead(minutes), BacktestWords.coverage(score.coverage),
        BacktestWords.ratio(score.cost), score.interruptedCount.groupedText)
    }
    return table.lines(indent: "  ")
  }

  private static func parts(
    _ word: String, _ parts: [BacktestScores.Part], _ horizons: [Int]
  ) -> [String] {
    var lines: [String] = []
    for start in stride(from: 0, to: horizons.count, by: horizonsBeside) {
      let places = start..<min(horizons.count, start + horizonsBeside)
      lines += ["", "By \(word): WAPE and the part at or below 0.99"]
      var table = TextTable(
        [.init(word)] + places.map { .init(BacktestWords.ahead(horizons[$0]), .right) })
      for part in parts {
        table.add([part.name] + places.map { cell(part.scores[$0]) })
      }
      lines += table.lines(indent: "  ")
    }
    return lines
  }

  private static func cell(_ score: Score) -> String {
    guard score.count > 0 else { return "-" }
    let coverage = (score.coverage[Score.high] * 100).fixedText(decimals: 1) + "%"
    return "\(BacktestWords.share(score.wape)) \(coverage)"
  }
}
