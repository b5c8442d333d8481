import RungModel

/// Takes an object's members by key and notes every fault with its path.
struct ObjectReader {
  /// The path of the object; empty at the top.
  let path: String
  private let members: [JSONValue.Member]
  /// In the order in which they were found.
  private(set) var faults: [FormatFault] = []

  /// Reads a value that must be an object; a fault and no members otherwise.
  init(_ value: JSONValue, path: String) {
    self.path = path
    guard case .object(let members) = value else {
      self.members = []
      note("", "expected an object in braces, found \(value.word)")
      return
    }
    self.members = members
  }

  /// The path of a member.
  func place(_ key: String) -> String {
    path.isEmpty ? key : key.isEmpty ? path : "\(path).\(key)"
  }

  /// Notes a fault of a member, or of the object itself for an empty key.
  mutating func note(_ key: String, _ message: String) {
    faults.append(FormatFault(path: place(key), message: message))
  }

  /// Takes over the faults of a part, whose paths are whole already.
  mutating func note(_ more: [FormatFault]) { faults.append(contentsOf: more) }

  /// A member; nil when it is missing or null.
  func value(_ key: String) -> JSONValue? {
    guard let member = members.first(where: { $0.key == key }) else { return nil }
    if case .null = member.value { return nil }
    return member.value
  }

  /// Keys given twice are faults, and so are unknown ones that look like a slip of a known one;
  /// others are left alone, so that a sender may have more to say than Rung reads.
  mutating func checkKeys(_ known: [String]) {
    for (index, member) in members.enumerated() {
      if members[..<index].contains(where: { $0.key == member.key }) {
        note(member.key, "given twice; keep one")
      } else if !known.contains(member.key),
        let near = Spelling.nearest(to: member.key, among: known), value(near) == nil
      {
        note(member.key, "unknown key; did you mean '\(near)'?")
      }
    }
  }

  /// A required text of 1 to so many characters without control characters.
  mutating func name(_ key: String, atMost limit: Int, example: String) -> String? {
    guard let value = value(key) else {
      note(key, "missing; give it like \"\(example)\"")
      return nil
    }
    guard case .string(let text) = value else {
      note(key, "expected a text like \"\(example)\", found \(value.word)")
      return nil
    }
    if let wrong = Self.fault(inName: text, atMost: limit) {
      note(key, wrong)
      return nil
    }
    return text
  }

  /// Why a text cannot be a name; nil when it can.
  static func fault(inName text: String, atMost limit: Int) -> String? {
    if text.isEmpty { return "must not be empty" }
    if text.count > limit { return "has \(text.count) characters; at most \(limit) are allowed" }
    let isControlled = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return isControlled ? "holds a line end or another control character; leave it out" : nil
  }

  /// An optional text; a fault when it is something else or too long.
  mutating func text(_ key: String, atMost limit: Int) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let text) = value, text.count <= limit else {
      note(key, "expected a text of at most \(limit) characters")
      return nil
    }
    return text
  }

  /// A time; a fault when it is missing (if required) or is none.
  mutating func time(_ key: String, required: Bool = true) -> Timestamp? {
    let example = "2026-11-28T20:00:00Z"
    guard let value = value(key) else {
      if required { note(key, "missing; give a time like \"\(example)\"") }
      return nil
    }
    guard case .string(let text) = value, let instant = Timestamp(text) else {
      let found = if case .string(let text) = value { "'\(text.prefix(40))'" } else { value.word }
      note(key, "\(found) is not a time; write it as \"\(example)\"")
      return nil
    }
    guard Self.plausible.contains(instant) else {
      note(key, "\(instant) lies outside the years 1970 to 2199; is the year right?")
      return nil
    }
    return instant
  }

  /// Times outside are typing errors, and would make series of gigabytes.
  static let plausible =
    Timestamp(milliseconds: 0)..<Timestamp(milliseconds: 7_258_118_400_000)

  /// A required whole number in a range.
  mutating func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = value(key) else {
      note(key, "missing; give a whole number")
      return nil
    }
    guard case .number(let number) = value, let whole = Int(exactly: number),
      range.contains(whole)
    else {
      note(
        key, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return whole
  }

  /// One of some words; the default when it is missing.
  mutating func word<Word: RawRepresentable & CaseIterable>(_ key: String, default word: Word)
    -> Word where Word.RawValue == String
  {
    guard let value = value(key) else { return word }
    let words = Word.allCases.map(\.rawValue)
    guard case .string(let text) = value else {
      note(key, "expected one of: \(words.joined(separator: ", ")); found \(value.word)")
      return word
    }
    guard let known = Word(rawValue: text) else {
      note(key, "'\(text.prefix(40))' is unknown" + Spelling.hint(for: text, among: words))
      return word
    }
    return known
  }

  /// The values of a list with their paths; empty when it is missing.
  mutating func list(_ key: String, atMost limit: Int) -> [(path: String, value: JSONValue)] {
    guard let value = value(key) else { return [] }
    guard case .array(let values) = value else {
      note(key, "expected a list in brackets, found \(value.word)")
      return []
    }
    if values.count > limit {
      note(key, "has \(values.count) entries; at most \(limit) are allowed")
      return []
    }
    return values.enumerated().map { ("\(place(key))[\($0)]", $1) }
  }

  /// The members of an object in order; empty when it is missing.
  mutating func entries(_ key: String, atMost limit: Int) -> [JSONValue.Member] {
    guard let value = value(key) else { return [] }
    guard case .object(let members) = value, members.count <= limit else {
      note(key, "expected an object in braces with at most \(limit) keys")
      return []
    }
    return members
  }
}
