/// Texts with one JSON value a line.
enum JSONLines {
  /// Lines that are not blank, with their numbers counted from 1; a `\r` before the end is dropped.
  static func split(_ bytes: [UInt8]) -> [(number: Int, bytes: ArraySlice<UInt8>)] {
    var lines: [(Int, ArraySlice<UInt8>)] = []
    for (index, slice) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let line = slice.last == UInt8(ascii: "\r") ? slice.dropLast() : slice
      if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { lines.append((index + 1, line)) }
    }
    return lines
  }

  /// The value on a line, or why there is none.
  static func value(_ line: ArraySlice<UInt8>, file: String?, number: Int)
    -> Result<JSONValue, FormatFaults>
  {
    do {
      return .success(try JSONScanner.parse(line))
    } catch {
      let message = "not JSON: \(error.message) (column \(error.column)); one object a line"
      return .failure(FormatFaults([FormatFault(file: file, line: number, message: message)]))
    }
  }
}

extension FormatFault {
  /// The same fault with its file and line.
  func at(file: String?, line: Int?) -> FormatFault {
    FormatFault(file: file, line: line, path: path, message: message)
  }
}
