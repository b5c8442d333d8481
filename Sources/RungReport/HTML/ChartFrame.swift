import RungModel

/// The frame of a chart: where values lie in the picture, axes with their labels.
struct ChartFrame {
  var width = 720.0
  var height = 260.0
  var left = 62.0
  var right = 24.0
  var top = 30.0
  var bottom = 44.0
  /// Values at the left and right edges.
  var xFrom: Double
  var xTo: Double
  /// The value at the upper edge; the lower one is `yFrom`.
  var yFrom = 0.0
  var yTo: Double

  /// Where a value lies across.
  func x(_ value: Double) -> Double {
    left + (value - xFrom) / max(xTo - xFrom, 1e-9) * (width - left - right)
  }

  /// Where a value lies down.
  func y(_ value: Double) -> Double {
    height - bottom - (value - yFrom) / max(yTo - yFrom, 1e-9) * (height - top - bottom)
  }

  /// `x,y` of a point.
  func point(_ x: Double, _ y: Double) -> String {
    "\(Markup.number(self.x(x))),\(Markup.number(self.y(y)))"
  }

  /// The whole picture around its parts.
  func svg(title: String, _ parts: [String]) -> String {
    let box = "0 0 \(Markup.number(width)) \(Markup.number(height))"
    return "<svg viewBox=\"\(box)\" role=\"img\" aria-label=\"\(Markup.escaped(title))\">\n"
      + parts.joined(separator: "\n") + "\n</svg>"
  }

  /// Lines across the picture with their values at the left, and what they are in.
  func yAxis(_ ticks: [(value: Double, text: String)], title: String) -> String {
    let lines = ticks.map { tick in
      let y = Markup.number(y(tick.value))
      return "<line class=\"grid\" x1=\"\(Markup.number(left))\" y1=\"\(y)\" "
        + "x2=\"\(Markup.number(width - right))\" y2=\"\(y)\"/>"
        + text(tick.text, left - 6, self.y(tick.value) + 4, anchor: "end")
    }
    return (lines + [text(title, 4, 14, anchor: "start")]).joined(separator: "\n")
  }

  /// Values under the picture, and what they are in.
  func xAxis(_ ticks: [(value: Double, text: String)], title: String) -> String {
    let marks = ticks.map {
      text($0.text, x($0.value), height - bottom + 16, anchor: "middle")
    }
    let middle = left + (width - left - right) / 2
    return (marks + [text(title, middle, height - 8, anchor: "middle")]).joined(separator: "\n")
  }

  /// A text at a place of the picture.
  func text(_ text: String, _ x: Double, _ y: Double, anchor: String) -> String {
    "<text x=\"\(Markup.number(x))\" y=\"\(Markup.number(y))\" text-anchor=\"\(anchor)\">"
      + Markup.escaped(text) + "</text>"
  }

  /// Round values from 0 to a little above the highest, about five of them.
  static func ticks(upTo highest: Double) -> [Double] {
    guard highest > 0, highest.isFinite else { return [0, 1] }
    var step = 1e-9
    while highest / step > 50 { step *= 10 }
    while highest / step > 5 {
      step *= highest / step > 25 ? 5 : 2
    }
    return (0...Int((highest / step).rounded(.up))).map { Double($0) * step }
  }
}
