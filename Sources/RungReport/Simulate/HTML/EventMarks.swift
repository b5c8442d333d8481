import RungModel

/// Events in a picture: stops shaded, milestones as lines with their names.
struct EventMarks {
  let frame: ChartFrame
  let events: [Event]

  /// Interruptions over the whole height; to lie under everything else.
  func stops() -> [String] {
    events.flatMap(\.interruptions).compactMap { stop in
      let from = max(Double(stop.from.minute), frame.xFrom)
      let to = min(stop.to.map { Double($0.minute) } ?? frame.xTo, frame.xTo)
      guard from < to else { return nil }
      let width = Markup.number(frame.x(to) - frame.x(from))
      let height = Markup.number(frame.height - frame.bottom - frame.top)
      return "<rect class=\"stop\" x=\"\(Markup.number(frame.x(from)))\" "
        + "y=\"\(Markup.number(frame.top))\" width=\"\(width)\" height=\"\(height)\">"
        + "<title>interrupted</title></rect>"
    }
  }

  /// Of events at once each minute is named once.
  func milestones() -> [String] {
    var seen: Set<String> = []
    var parts: [String] = []
    for milestone in events.flatMap(\.milestones) {
      let at = Double(milestone.at.minute)
      guard at >= frame.xFrom, at <= frame.xTo,
        seen.insert("\(milestone.name) \(milestone.at.minute)").inserted
      else { continue }
      let x = Markup.number(frame.x(at))
      // Two heights, so that neighbours do not write over each other.
      let y = parts.count % 2 == 0 ? 14.0 : 26.0
      let style = milestone.name == "start" ? "milestone kickoff" : "milestone"
      parts.append(
        "<line class=\"\(style)\" x1=\"\(x)\" y1=\"\(Markup.number(y + 3))\" x2=\"\(x)\" "
          + "y2=\"\(Markup.number(frame.height - frame.bottom))\"/>"
          + frame.text(milestone.name, frame.x(at), y, anchor: "middle"))
    }
    return parts
  }

  /// The time of day under the picture.
  func clock() -> String {
    let length = Int64(frame.xTo - frame.xFrom)
    let step: Int64 = length > 720 ? 180 : length > 300 ? 60 : 30
    let first = (Int64(frame.xFrom) + step - 1) / step * step
    let marks = stride(from: first, through: Int64(frame.xTo), by: Int(step)).map {
      (Double($0), Timestamp(minute: $0).clockText)
    }
    return frame.xAxis(marks, title: "time of day, UTC")
  }
}
