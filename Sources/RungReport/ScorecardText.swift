package import RungFormats
import RungModel

/// How forecasts did, for a terminal.
package enum ScorecardText {
  /// `10m: 4.2% off, 99.2% under the 99% level, 1,240 forecasts`; the last value is named when it
  /// did better.
  package static func line(_ score: ServiceScoreDTO) -> String {
    let rival =
      score.losing
      ? " (the last value \(share(score.lastValueError)): it has the vote)" : ""
    return "\(score.horizonMinutes)m: \(share(score.error)) off\(rival), "
      + "\(score.coverage.shareText) under the \(score.level.percentText) level, "
      + "\(score.forecasts.groupedText) forecasts"
  }

  /// One driver by horizon: the kind of event that holds now, then all kinds; and a sentence when
  /// the last value did better. Says so when none of its forecasts came yet.
  package static func text(_ reply: ScorecardReply, driver: String) -> String {
    guard let scores = reply.drivers.first(where: { $0.driver == driver }) else {
      return "No forecast of \(driver) has been compared with what came yet."
    }
    let levels = reply.levels.dropFirst()
    var table = TextTable(
      [.init("in"), .init("ahead", .right), .init("off", .right), .init("last value", .right)]
        + levels.map { .init("under \($0.percentText)", .right) } + [.init("forecasts", .right)])
    let current = scores.scores.filter { $0.kind == scores.kind }
    // With one kind only, all kinds are that one.
    let overall = current.count == scores.scores.count ? [] : scores.overall
    for score in current + overall {
      let recent = score.recent
      table.add(
        [
          score.kind, "\(score.horizonMinutes)m", share(recent.error),
          share(recent.lastValueError),
        ] + levels.indices.map { share($0 < recent.coverage.count ? recent.coverage[$0] : nil) }
          + [Int(score.total.forecasts).groupedText])
    }
    var lines = ["Forecasts of \(driver) against what came lately; now in \(scores.kind):"]
    lines += table.lines(indent: "  ")
    if let sentence = losing(scores.losingHorizons) { lines.append(sentence) }
    return lines.joined(separator: "\n")
  }

  private static func losing(_ horizons: [Int]) -> String? {
    guard let last = horizons.last else { return nil }
    let others = horizons.dropLast().map { "\($0)" }.joined(separator: ", ")
    let list = others.isEmpty ? "\(last)" : "\(others) and \(last)"
    return "! \(list) min ahead the last value repeated did better than the forecast: it has the "
      + "vote there until forecasts are better."
  }

  private static func share(_ value: Double?) -> String { value?.shareText ?? "-" }
}
