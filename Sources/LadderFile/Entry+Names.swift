extension Entry {
  /// A text that YAML itself takes for a text: other readers of the file would see `200` or
  /// `true` as a number or a boolean.
  private func word() -> String? {
    guard let text = text() else { return nil }
    let looksOtherwise =
      Double(text) != nil || ["true", "false"].contains(text.lowercased())
    guard isPlain, looksOtherwise else { return text }
    error("\(name) is a text, and \(text) is not one", fix: "write \"\(text)\"")
    return nil
  }

  /// A name that fits into URLs, file names and labels: a letter or digit, then letters, digits,
  /// `-`, `_` and `.`, at most 63 in all, lower case.
  func identifier() -> String? {
    guard let text = word() else { return nil }
    let isFirst = { (scalar: Unicode.Scalar) in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    if let first = text.unicodeScalars.first, isFirst(first), text.utf8.count <= 63,
      text.unicodeScalars.allSatisfy({ isFirst($0) || "-_.".unicodeScalars.contains($0) })
    {
      return text
    }
    let lowered = String(
      text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    error(
      "\(name) '\(text)' is not a name of at most 63 lower-case letters, digits, - _ and .",
      fix: lowered.first.map { $0 != "-" } == true && text.utf8.count <= 63
        ? "write \(lowered)" : nil)
    return nil
  }

  /// A text that is not blank, without control characters, up to a length.
  func line(atMost limit: Int = 1_024) -> String? {
    guard let text = word() else { return nil }
    guard !text.allSatisfy(\.isWhitespace) else {
      error("\(name) is blank", fix: "write something, or delete the key")
      return nil
    }
    guard text.utf8.count <= limit else {
      error("\(name) has \(text.utf8.count) bytes, more than \(limit)")
      return nil
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      error("\(name) holds a control character", fix: "keep it on one line")
      return nil
    }
    return text
  }
}
