/// A chart of characters: a filled area, and a dotted line above it.
package struct TerminalChart: Sendable {
  /// Eighths of a character cell, from empty to full.
  private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Drawn as a filled area; nil leaves a gap.
  package var area: [Double?]
  /// Drawn as dots; may be empty.
  package var line: [Double?]
  /// One mark under the chart at an index of `area`: `^ start`.
  package var marks: [(index: Int, text: String)]
  package var width: Int
  package var height: Int
  /// How an axis value is written.
  package var label: @Sendable (Double) -> String

  package init(
    area: [Double?], line: [Double?] = [], marks: [(index: Int, text: String)] = [],
    width: Int = 72, height: Int = 10, label: @escaping @Sendable (Double) -> String
  ) {
    self.area = area
    self.line = line
    self.marks = marks
    self.width = max(8, width)
    self.height = max(3, height)
    self.label = label
  }

  /// Lines from top to bottom; empty when there is nothing to draw.
  package func lines() -> [String] {
    let top = (area + line).compactMap { $0 }.max() ?? 0
    guard top > 0, !area.isEmpty else { return [] }
    let areaColumns = columns(of: area)
    let lineColumns = line.isEmpty ? [] : columns(of: line)
    let labels = (0..<height).map { row in
      row % 3 == 0 ? label(top * Double(height - row) / Double(height)) : ""
    }
    let gutter = labels.map(\.count).max() ?? 0
    var result = (0..<height).map { row in
      let text = labels[row]
      let pad = String(repeating: " ", count: gutter - text.count)
      return pad + text + " ┤" + cells(row, top, areaColumns, lineColumns)
    }
    let rule = String(repeating: "─", count: areaColumns.count)
    result.append(String(repeating: " ", count: gutter) + " └" + rule)
    let underline = markLine(areaColumns.count)
    if !underline.isEmpty {
      result.append(String(repeating: " ", count: gutter + 2) + underline)
    }
    return result
  }

  /// The highest value of each column's share of the series, so that no peak is lost.
  private func columns(of values: [Double?]) -> [Double?] {
    let count = min(width, values.count)
    return (0..<count).map { column in
      let from = column * values.count / count
      let to = max(from + 1, (column + 1) * values.count / count)
      return values[from..<to].compactMap { $0 }.max()
    }
  }

  private func cells(
    _ row: Int, _ top: Double, _ areaColumns: [Double?], _ lineColumns: [Double?]
  ) -> String {
    let level = height - 1 - row
    var text = ""
    for (index, value) in areaColumns.enumerated() {
      let eighths = value.map { Int(($0 / top * Double(height * 8)).rounded()) - level * 8 } ?? 0
      if index < lineColumns.count, let line = lineColumns[index],
        min(height - 1, Int(line / top * Double(height))) == level, eighths < 8
      {
        text.append("•")
      } else {
        text.append(Self.blocks[min(8, max(0, eighths))])
      }
    }
    return text
  }

  private func markLine(_ columnCount: Int) -> String {
    var text = ""
    for mark in marks.sorted(by: { $0.index < $1.index }) {
      let column = mark.index * columnCount / max(1, area.count)
      guard mark.index >= 0, column < columnCount else { continue }
      if column < text.count { continue }
      text += String(repeating: " ", count: column - text.count) + "^" + mark.text + " "
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
