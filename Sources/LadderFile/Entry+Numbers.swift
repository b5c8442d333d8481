import RungModel

extension Entry {
  /// A number from 0, with or without a suffix: `250`, `1_000`, `1.5M`, `2Cr`.
  func number() -> Double? {
    guard let text = text() else { return nil }
    switch NumberText.read(text) {
    case .number(let number): return number
    case .fault(let message, let fix):
      error("\(name): '\(text)' \(message)", fix: fix)
      return nil
    }
  }

  /// A whole number within bounds.
  func whole(_ bounds: ClosedRange<Int>) -> Int? {
    guard let number = number() else { return nil }
    guard number == number.rounded() else {
      error(
        "\(name) is \(NumberText.plainText(number)), not a whole number",
        fix: "write \(NumberText.plainText(number.rounded(.up)))")
      return nil
    }
    guard number >= Double(bounds.lowerBound), number <= Double(bounds.upperBound) else {
      let fix =
        number < Double(bounds.lowerBound)
        ? "write \(bounds.lowerBound) or more" : "write \(bounds.upperBound) or less"
      error(
        "\(name) is \(NumberText.plainText(number)), outside \(bounds.lowerBound) to "
          + "\(bounds.upperBound)", fix: fix)
      return nil
    }
    return Int(number)
  }

  /// A percentage as a share: `10%` is 0.1. A bare number is refused: 0.5 could be a half or half
  /// a percent.
  func percent() -> Double? {
    guard let text = text() else { return nil }
    if let share = Self.share(text) { return share }
    if let bare = Double(text), bare.isFinite, bare >= 0 {
      let meant = bare <= 1 ? bare * 100 : bare
      let rounded = (meant * 1e9).rounded() / 1e9
      error(
        "\(name) is \(text), without a percent sign",
        fix: "write \(NumberText.plainText(rounded))%")
    } else {
      error("\(name): '\(text)' is no percentage", fix: "write it as 10% or 99.9%")
    }
    return nil
  }

  /// A percentage with or without its sign, for keys that are themselves called percent.
  func percentNumber() -> Double? {
    guard let text = text() else { return nil }
    if let share = Self.share(text) { return share }
    if case .number(let number) = NumberText.read(text), text.last?.isNumber == true {
      return Self.share(ofPercent: number)
    }
    error("\(name): '\(text)' is no percentage", fix: "write it as 10 or 10%")
    return nil
  }

  private static func share(_ text: String) -> Double? {
    guard text.last == "%" else { return nil }
    let digits = text.dropLast().reversed().drop { $0 == " " }.reversed()
    guard digits.last?.isNumber == true, case .number(let number) = NumberText.read(String(digits))
    else { return nil }
    return Self.share(ofPercent: number)
  }

  /// Rounded to twelve places, so that 99.9% is the very number 0.999.
  private static func share(ofPercent number: Double) -> Double {
    (number / 100 * 1e12).rounded() / 1e12
  }
}

extension Entry {
  /// A share above 0 up to 1, as a percentage or a fraction: `30%` or `0.3`.
  func share() -> Double? {
    guard let text = text() else { return nil }
    let isPercent = text.last == "%"
    let number: Double? =
      if case .number(let number) = NumberText.read(text) { number } else { nil }
    guard let share = isPercent ? Self.share(text) : number else {
      error("\(name): '\(text)' is no share", fix: "write it as 30% or 0.3")
      return nil
    }
    guard share > 0, share <= 1 else {
      let isBare = !isPercent && share > 1 && share <= 100
      error(
        "\(name) is \(text), not above 0 and up to 100%",
        fix: isBare ? "write \(NumberText.plainText(share))%" : "write 1% to 100%")
      return nil
    }
    return share
  }
}
