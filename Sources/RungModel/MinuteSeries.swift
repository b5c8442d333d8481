/// A driver's values minute by minute; a missing minute is missing, not zero.
package struct MinuteSeries: Hashable, Codable, Sendable {
  /// The minute of `values[0]`, counted from the Unix epoch.
  package private(set) var firstMinute: Int64
  /// Users, or requests a second.
  package private(set) var values: [Double?]

  package init(firstMinute: Int64 = 0, values: [Double?] = []) {
    self.firstMinute = firstMinute
    self.values = values
  }

  /// From minutes in any order; of two values for one minute the later in the list wins.
  package init(_ minutes: [MinuteValue]) {
    self.init()
    for minute in minutes { self[minute.minute] = minute.value }
  }

  package var isEmpty: Bool { values.isEmpty }
  /// The last minute that the series spans; one before the first when it is empty.
  package var lastMinute: Int64 { firstMinute + Int64(values.count) - 1 }

  /// The value at a minute; nil outside the span or where it is missing. Setting grows the span.
  package subscript(minute: Int64) -> Double? {
    get {
      let index = minute - firstMinute
      return index >= 0 && index < Int64(values.count) ? values[Int(index)] : nil
    }
    set {
      if values.isEmpty { firstMinute = minute }
      if minute < firstMinute {
        let missing = [Double?](repeating: nil, count: Int(firstMinute - minute))
        values.insert(contentsOf: missing, at: 0)
        firstMinute = minute
      } else if minute > lastMinute {
        for _ in lastMinute..<minute { values.append(nil) }
      }
      values[Int(minute - firstMinute)] = newValue
    }
  }

  /// The part of the series within a range of minutes.
  package func span(_ minutes: ClosedRange<Int64>) -> MinuteSeries {
    let first = max(firstMinute, minutes.lowerBound)
    let last = min(lastMinute, minutes.upperBound)
    guard first <= last else { return MinuteSeries() }
    if first == firstMinute, last == lastMinute { return self }
    return MinuteSeries(
      firstMinute: first,
      values: Array(values[Int(first - firstMinute)...Int(last - firstMinute)]))
  }

  /// Forgets what lies before a minute.
  package mutating func dropBefore(_ minute: Int64) {
    let surplus = min(max(0, minute - firstMinute), Int64(values.count))
    guard surplus > 0 else { return }
    values.removeFirst(Int(surplus))
    firstMinute += surplus
  }

  /// The minutes that have a value, oldest first.
  package var present: [MinuteValue] {
    values.enumerated().compactMap { index, value in
      value.map { MinuteValue(minute: firstMinute + Int64(index), value: $0) }
    }
  }

  /// The newest minute with a value, at or before a minute.
  package func last(atOrBefore minute: Int64) -> MinuteValue? {
    var index = min(minute, lastMinute) - firstMinute
    while index >= 0 {
      if let value = values[Int(index)] {
        return MinuteValue(minute: firstMinute + index, value: value)
      }
      index -= 1
    }
    return nil
  }
}
