import RungModel

/// Which columns of a table hold the time and the value.
struct SeriesLayout {
  /// Names that a time column goes by when none is given.
  private static let timeNames = ["utc", "time", "timestamp"]
  /// Columns that mark a row and are never the value: `stale` marks a repeated reading.
  private static let marks = ["stale"]

  /// The columns' names, for messages.
  let time: String
  let value: String
  private let timeIndex: Int
  private let valueIndex: Int
  private let separator: UInt8

  /// Reads the header; nil after noting what is wrong with it.
  static func find(_ table: inout SeriesTable, _ columns: SeriesFile.Columns) -> SeriesLayout? {
    guard let (number, header) = table.nextLine() else {
      table.note(nil, "", "is empty; expected a header line like utc,users")
      return nil
    }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let separator = separators.first { header.contains($0) } ?? separators[0]
    var names: [String] = []
    split(header, separator) { _, cell in names.append(SeriesTable.shown(unquoted(cell))) }
    guard
      let time = timeIndex(names, columns.time, { table.note(number, "", $0) }),
      let value = valueIndex(names, time, columns.value, { table.note(number, "", $0) })
    else { return nil }
    return SeriesLayout(
      time: names[time], value: names[value], timeIndex: time, valueIndex: value,
      separator: separator)
  }

  private static func timeIndex(_ names: [String], _ given: String?, _ note: (String) -> Void)
    -> Int?
  {
    if let given { return index(of: given, names, note) }
    if let index = names.firstIndex(where: { timeNames.contains($0.lowercased()) }) {
      return index
    }
    note("no column is named utc, time or timestamp; name it with --time: \(list(names))")
    return nil
  }

  private static func valueIndex(
    _ names: [String], _ time: Int, _ given: String?, _ note: (String) -> Void
  ) -> Int? {
    if let given { return index(of: given, names, note) }
    let others = names.indices.filter { $0 != time && !marks.contains(names[$0].lowercased()) }
    if others.count == 1 { return others[0] }
    note(
      others.isEmpty
        ? "there is no value column beside '\(names[time])'"
        : "there are \(others.count) value columns; choose one with --value: \(list(names))")
    return nil
  }

  private static func index(of name: String, _ names: [String], _ note: (String) -> Void) -> Int? {
    if let index = names.firstIndex(of: name) { return index }
    note("there is no column '\(name)'" + Spelling.hint(for: name, among: names))
    return nil
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// The time cell and the value cell of a row; nil where the row is too short.
  func cells(_ row: SeriesTable.Bytes) -> (time: SeriesTable.Bytes?, value: SeriesTable.Bytes?) {
    var time: SeriesTable.Bytes?
    var value: SeriesTable.Bytes?
    Self.split(row, separator) { index, cell in
      if index == timeIndex { time = Self.unquoted(cell) }
      if index == valueIndex { value = Self.unquoted(cell) }
    }
    return (time, value)
  }

  /// Hands on the cells of a row; a separator between quotes parts nothing.
  private static func split(
    _ row: SeriesTable.Bytes, _ separator: UInt8, _ body: (Int, SeriesTable.Bytes) -> Void
  ) {
    var index = 0
    var start = row.startIndex
    var isQuoted = false
    for place in row.startIndex..<row.endIndex {
      if row[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard row[place] == separator, !isQuoted else { continue }
      body(index, row[start..<place])
      index += 1
      start = place + 1
    }
    body(index, row[start..<row.endIndex])
  }

  /// A cell without blanks and quotes around it.
  private static func unquoted(_ cell: SeriesTable.Bytes) -> SeriesTable.Bytes {
    var cell = cell
    while cell.first == 0x20 { cell.removeFirst() }
    while cell.last == 0x20 { cell.removeLast() }
    if cell.count >= 2, cell.first == UInt8(ascii: "\""), cell.last == UInt8(ascii: "\"") {
      cell.removeFirst()
      cell.removeLast()
    }
    return cell
  }
}
