import RungModel

/// A chart over minutes, with the clock under it and events drawn into it.
struct TimeChart {
  /// `xFrom` and `xTo` are minutes since the Unix epoch.
  var frame: ChartFrame

  /// Hours, or halves of them, in UTC.
  func clock() -> String {
    let length = Int64(frame.xTo - frame.xFrom)
    let step: Int64 = length > 720 ? 180 : length > 300 ? 60 : 30
    let first = (Int64(frame.xFrom) + step - 1) / step * step
    let marks = stride(from: first, through: Int64(frame.xTo), by: Int(step)).map {
      (Double($0), Timestamp(minute: $0).clockText)
    }
    return frame.xAxis(marks, title: "time of day, UTC")
  }

  /// A line through points; what lies above the picture is drawn at its upper edge.
  func line(_ style: String, _ points: [(minute: Int64, value: Double)]) -> String {
    let text = points.map { frame.point(Double($0.minute), min($0.value, frame.yTo)) }
    return "<polyline class=\"\(style)\" points=\"\(text.joined(separator: " "))\"/>"
  }

  /// The area between two values at each minute.
  func band(
    _ style: String, _ points: [(minute: Int64, upper: Double, lower: Double)]
  ) -> String {
    let upper = points.map { frame.point(Double($0.minute), min($0.upper, frame.yTo)) }
    let lower = points.reversed().map {
      frame.point(Double($0.minute), min($0.lower, frame.yTo))
    }
    return "<polygon class=\"\(style)\" points=\""
      + (upper + lower).joined(separator: " ") + "\"/>"
  }

  /// A staircase: each value holds until the next point, the last one to the right edge.
  func steps(_ style: String, _ points: [(minute: Int64, value: Double)]) -> String {
    line(style, corners(points))
  }

  /// The area under a staircase.
  func stepArea(_ style: String, _ points: [(minute: Int64, value: Double)]) -> String {
    band(style, corners(points).map { ($0.minute, $0.value, frame.yFrom) })
  }

  private func corners(
    _ points: [(minute: Int64, value: Double)]
  ) -> [(minute: Int64, value: Double)] {
    points.indices.flatMap { index in
      let next = index + 1 < points.count ? points[index + 1].minute : Int64(frame.xTo)
      return [points[index], (next, points[index].value)]
    }
  }

  /// A span over the whole height, with what it says under the pointer; empty outside the picture.
  func span(
    _ style: String, from: Double, to: Double, title: String
  ) -> String? {
    let from = max(from, frame.xFrom)
    let to = min(to, frame.xTo)
    guard from < to else { return nil }
    let width = Markup.number(frame.x(to) - frame.x(from))
    let height = Markup.number(frame.height - frame.bottom - frame.top)
    return
      "<rect class=\"\(style)\" x=\"\(Markup.number(frame.x(from)))\" "
      + "y=\"\(Markup.number(frame.top))\" width=\"\(width)\" height=\"\(height)\">"
      + "<title>\(Markup.escaped(title))</title></rect>"
  }

  /// Interruptions, shaded.
  func stops(of events: [Event]) -> [String] {
    events.flatMap(\.interruptions).compactMap { stop in
      span(
        "stop", from: Double(stop.from.minute), to: stop.to.map { Double($0.minute) } ?? frame.xTo,
        title: "interrupted")
    }
  }

  /// Vertical lines with their names; of events at once each minute is named once.
  ///
  /// - Parameter start: the minute that stands out beside every `start`; nil for none.
  func milestones(of events: [Event], start: Int64? = nil) -> [String] {
    var seen: Set<String> = []
    var parts: [String] = []
    for milestone in events.flatMap(\.milestones) {
      let at = milestone.at.minute
      guard Double(at) >= frame.xFrom, Double(at) <= frame.xTo,
        seen.insert("\(milestone.name) \(at)").inserted
      else { continue }
      let isStart = at == start || milestone.name == "start"
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
