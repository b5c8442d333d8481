import RealModule
import RungBacktest
import RungModel

/// Pictures of the scores: bars side by side, and calibration.
enum ScoreCharts {
  /// Groups of bars, one group for each horizon or phase; values are shares.
  ///
  /// - Parameters:
  ///   - series: a style class and a value for each group; nil leaves a gap.
  static func bars(
    title: String, groups: [String], xTitle: String,
    series: [(style: String, values: [Double?])]
  ) -> String {
    let ticks = ChartFrame.ticks(upTo: series.flatMap(\.values).compactMap { $0 }.max() ?? 1)
    let frame = ChartFrame(xFrom: 0, xTo: Double(groups.count), yTo: ticks.last ?? 1)
    let wide = 0.8 / Double(max(1, series.count))
    var parts = [
      frame.yAxis(ticks.map { ($0, BacktestWords.share($0)) }, title: "WAPE, % of actual"),
      frame.xAxis(groups.enumerated().map { (Double($0) + 0.5, $1) }, title: xTitle),
    ]
    for (place, bar) in series.enumerated() {
      for (group, value) in bar.values.enumerated() {
        guard let value else { continue }
        let left = frame.x(Double(group) + 0.1 + wide * Double(place))
        let top = frame.y(value)
        parts.append(
          "<rect class=\"\(bar.style)\" x=\"\(Markup.number(left))\" y=\"\(Markup.number(top))\" "
            + "width=\"\(Markup.number(frame.x(wide) - frame.x(0) - 1))\" "
            + "height=\"\(Markup.number(frame.y(0) - top))\">"
            + "<title>\(Markup.escaped(groups[group])): \(BacktestWords.share(value))</title></rect>"
        )
      }
    }
    return frame.svg(title: title, parts)
  }

  /// Observed against nominal coverage, a line for each horizon; both axes count nines, so that
  /// 99 % and 99.9 % are told apart. On the diagonal every level keeps its word.
  static func calibration(title: String, _ scores: [Score], styles: [String]) -> String {
    let levels = BacktestSettings.levels
    let ticks = (levels + [0.9999]).map { (nines($0), $0.percentText) }
    var frame = ChartFrame(xFrom: 0, xTo: nines(0.9995), yTo: nines(0.9999))
    frame.height = 360
    var parts = [
      frame.yAxis(ticks, title: "observed: part at or below the level"),
      frame.xAxis(levels.map { (nines($0), $0.percentText) }, title: "nominal level"),
      "<line class=\"ideal\" x1=\"\(Markup.number(frame.x(0)))\" "
        + "y1=\"\(Markup.number(frame.y(0)))\" "
        + "x2=\"\(Markup.number(frame.x(frame.xTo)))\" "
        + "y2=\"\(Markup.number(frame.y(frame.xTo)))\"/>",
    ]
    for (score, style) in zip(scores, styles) {
      let points = zip(levels, score.coverage).map {
        frame.point(nines($0), min(nines($1), frame.yTo))
      }
      parts.append(
        "<polyline class=\"\(style)\" points=\"\(points.joined(separator: " "))\"/>")
    }
    return frame.svg(title: title, parts)
  }

  /// 0 for nothing, 1 for 90 %, 2 for 99 %; 1 reads as five nines.
  private static func nines(_ share: Double) -> Double { -Double.log10(max(1 - share, 1e-5)) }
}
