/// Columns of text, aligned; numbers to the right, words to the left.
package struct TextTable: Sendable {
  package enum Alignment: Sendable { case left, right }

  package struct Column: Sendable {
    package var title: String
    package var alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  package var columns: [Column]
  package private(set) var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are empty.
  package mutating func add(_ cells: String...) { add(cells) }

  /// The same, for a row whose length is known only when it runs.
  package mutating func add(_ cells: [String]) { rows.append(cells) }

  /// Lines without trailing blanks, the titles first; each begins with `indent`.
  package func lines(indent: String = "") -> [String] {
    let cells = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in
      cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return cells.map { row in
      var line = indent
      for (index, column) in columns.enumerated() {
        let cell = index < row.count ? row[index] : ""
        let blank = String(repeating: " ", count: widths[index] - cell.count)
        line += column.alignment == .right ? blank + cell : cell + blank
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
