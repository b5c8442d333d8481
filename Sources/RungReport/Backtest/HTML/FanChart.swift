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
  private let frame: ChartFrame
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
    frame = ChartFrame(
      xFrom: Double(first.origin + Int64(ahead)), xTo: Double(last.origin + Int64(ahead)),
      yTo: ticks.last ?? 1)
  }

  /// The chart with its caption.
  func figure(_ score: Score) -> String {
    let name =
      slot.start.map { "Slot \(slot.name): \(slot.title), \(BacktestWords.stamp($0)) UTC" }
      ?? slot.name
    let caption =
      "\(name). WAPE \(BacktestWords.share(score.wape)), at or below 0.99 "
      + BacktestWords.coverage(score.coverage[Score.high])
    let word = result.driver.unit == .users ? "users" : "requests a second"
    let parts =
      stops() + [frame.yAxis(ticks.map { ($0, $0.shortText) }, title: word), clock()]
      + (1...3).reversed().map { band(level: $0) }
      + [
        line("median", trials.map { ($0.origin + Int64(ahead), $0.forecast[0]) }),
        line("actual", trials.map { ($0.origin + Int64(ahead), $0.actual) }),
      ] + milestones()
    return Markup.figure(frame.svg(title: caption, parts), caption: caption)
  }

  private func clock() -> String {
    let length = Int64(frame.xTo - frame.xFrom)
    let step: Int64 = length > 720 ? 180 : length > 300 ? 60 : 30
    let first = (Int64(frame.xFrom) + step - 1) / step * step
    let marks = stride(from: first, through: Int64(frame.xTo), by: Int(step)).map {
      (Double($0), Timestamp(minute: $0).clockText)
    }
    return frame.xAxis(marks, title: "time of day, UTC")
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
      let upper = run.map {
        frame.point(
          Double($0.origin + Int64(ahead)), min($0.forecast[level], frame.yTo))
      }
      let lower = run.reversed().map {
        frame.point(Double($0.origin + Int64(ahead)), min($0.forecast[0], frame.yTo))
      }
      return "<polygon class=\"band\(level)\" points=\""
        + (upper + lower).joined(separator: " ") + "\"/>"
    }.joined(separator: "\n")
  }

  private func line(_ style: String, _ points: [(minute: Int64, value: Double)]) -> String {
    var place = 0
    return runs().map { run in
      let own = points[place..<(place + run.count)]
      place += run.count
      let text = own.map { frame.point(Double($0.minute), min($0.value, frame.yTo)) }
      return "<polyline class=\"\(style)\" points=\"\(text.joined(separator: " "))\"/>"
    }.joined(separator: "\n")
  }

  /// Interruptions, shaded over the whole height.
  private func stops() -> [String] {
    slot.events.flatMap(\.interruptions).compactMap { stop in
      let from = max(Double(stop.from.minute), frame.xFrom)
      let to = min(stop.to.map { Double($0.minute) } ?? frame.xTo, frame.xTo)
      guard from < to else { return nil }
      let width = Markup.number(frame.x(to) - frame.x(from))
      let height = Markup.number(frame.height - frame.bottom - 30)
      return
        "<rect class=\"stop\" x=\"\(Markup.number(frame.x(from)))\" y=\"30\" width=\"\(width)\" "
        + "height=\"\(height)\"><title>interrupted</title></rect>"
    }
  }

  /// Vertical lines with their names; of events at once each minute is named once.
  private func milestones() -> [String] {
    var seen: Set<String> = []
    var parts: [String] = []
    for milestone in slot.events.flatMap(\.milestones) {
      let at = milestone.at.minute
      guard Double(at) >= frame.xFrom, Double(at) <= frame.xTo,
        seen.insert("\(milestone.name) \(at)").inserted
      else { continue }
      let isStart = at == slot.start || milestone.name == "start"
      let x = Markup.number(frame.x(Double(at)))
      // Two heights, so that neighbours do not write over each other.
      let y = parts.count % 2 == 0 ? 14.0 : 26.0
      let style = isStart ? "milestone kickoff" : "milestone"
      parts.append(
        "<line class=\"\(style)\" x1=\"\(x)\" y1=\"\(Markup.number(y + 3))\" x2=\"\(x)\" "
          + "y2=\"\(Markup.number(frame.height - frame.bottom))\"/>"
          + frame.text(milestone.name, frame.x(Double(at)), y, anchor: "middle"))
    }
    return parts
  }
}
