import RungBacktest
import RungModel

/// The tables of a backtest's page.
enum BacktestTables {
  /// A heading and a table each.
  static func sections(_ scores: BacktestScores, _ horizons: [Int]) -> [String] {
    [
      "<h2>Rung, by minutes ahead</h2>",
      "<p>WAPE is the sum of the median's absolute errors over the sum of actuals. The columns "
        + "0.5 to 0.999 tell which part of what came was at or below that level.</p>",
      rung(scores, horizons), "<h2>Beside simple rivals</h2>",
      "<p>Rivals' levels come from their own past errors. Width is the mean of the 0.99 level over "
        + "the mean median; pinball loss is over the mean actual.</p>",
      rivals(scores, horizons), "<h2>Planned for</h2>",
      "<p>The 0.999 level with holds for a resume after an interruption.</p>",
      planned(scores, horizons),
    ] + parts("kind", scores.kinds, horizons) + parts("phase", scores.phases, horizons)
  }

  private static func rung(_ scores: BacktestScores, _ horizons: [Int]) -> String {
    let rows = horizons.enumerated().map { index, minutes in
      let score = scores.rung[index]
      let lowest = scores.worstSlot(index).map {
        "\($0.name): \(BacktestWords.coverage($0.coverage))"
      }
      return [
        BacktestWords.ahead(minutes), score.count.groupedText, BacktestWords.share(score.wape),
        BacktestWords.signed(score.bias),
      ] + score.coverage.map(BacktestWords.coverage) + [
        lowest ?? "-", BacktestWords.ratio(score.sharpness),
      ]
    }
    return Markup.table(
      ["ahead", "scored", "WAPE", "bias"] + BacktestSettings.levels.map { "\($0)" }
        + ["lowest slot at 0.99", "0.99 / median"], rows)
  }

  private static func rivals(_ scores: BacktestScores, _ horizons: [Int]) -> String {
    let names = ["Rung"] + Rival.allCases.map(\.title)
    let methods = [scores.rung] + scores.rivals
    let rows = horizons.enumerated().flatMap { index, minutes in
      zip(names, methods).map { name, method in
        let score = method[index]
        let loss = score.pinball.dropFirst().map { ($0 * 100).fixedText(decimals: 3) + "%" }
        return [
          "\(BacktestWords.ahead(minutes)), \(name)", BacktestWords.share(score.wape),
          BacktestWords.coverage(score.coverage[Score.high]), BacktestWords.ratio(score.sharpness),
        ] + loss
      }
    }
    let losses = BacktestSettings.levels.dropFirst().map { "pinball \($0)" }
    return Markup.table(["ahead", "WAPE", "covered at 0.99", "width"] + losses, rows)
  }

  private static func planned(_ scores: BacktestScores, _ horizons: [Int]) -> String {
    let rows = horizons.enumerated().map { index, minutes in
      let score = scores.planned[index]
      return [
        BacktestWords.ahead(minutes), BacktestWords.coverage(score.coverage),
        BacktestWords.ratio(score.cost), score.interruptedCount.groupedText,
      ]
    }
    return Markup.table(
      ["ahead", "covered", "planned / actual outside interruptions", "values in interruptions"],
      rows)
  }

  private static func parts(
    _ word: String, _ parts: [BacktestScores.Part], _ horizons: [Int]
  ) -> [String] {
    let rows = parts.map { part in
      [part.name]
        + part.scores.map { score in
          score.count == 0
            ? "-"
            : "\(BacktestWords.share(score.wape)), "
              + BacktestWords.coverage(score.coverage[Score.high])
        }
    }
    return [
      "<h2>By \(word): WAPE and the part at or below 0.99</h2>",
      Markup.table([word] + horizons.map(BacktestWords.ahead), rows),
    ]
  }
}
