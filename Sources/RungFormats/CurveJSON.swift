package import RungModel

/// Curves as JSON, one per file.
package enum CurveJSON {
  /// Reads a curve with every fault.
  package static func decode(_ bytes: some Sequence<UInt8>, file: String? = nil)
    -> Result<Curve, FormatFaults>
  {
    let value: JSONValue
    do {
      value = try JSONScanner.parse(bytes)
    } catch {
      let message = "not JSON: \(error.message) (column \(error.column))"
      return .failure(
        FormatFaults([FormatFault(file: file, line: error.line, message: message)]))
    }
    var reader = ObjectReader(value, path: "")
    let curve = reader.faults.isEmpty ? curve(&reader) : nil
    guard let curve, reader.faults.isEmpty else {
      return .failure(FormatFaults(reader.faults.map { $0.at(file: file, line: nil) }))
    }
    return .success(curve)
  }

  /// Writes a curve: a key a line, the values on one.
  ///
  /// Users are rounded to one and requests a second to a thousandth: less than any meter can see,
  /// and a fifth of the length.
  /// - Throws: `EncodingError` when a value is not finite.
  package static func encode(_ curve: Curve) throws -> String {
    let values = curve.values.map { $0.map { rounded($0, curve.unit) } }
    let lines = try [
      "\"event\": \(JSONText.line(curve.event))", "\"first_minute\": \(curve.firstMinute)",
      "\"metric\": \(JSONText.line(curve.metric))",
      "\"origin\": \(JSONText.line(curve.origin))", "\"unit\": \(JSONText.line(curve.unit))",
      "\"values\": \(JSONText.line(values))",
    ]
    return "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n"
  }

  private static func rounded(_ value: Double, _ unit: DriverUnit) -> Double {
    unit == .users ? value.rounded() : (value * 1_000).rounded() / 1_000
  }

  private static func curve(_ reader: inout ObjectReader) -> Curve? {
    reader.checkKeys(["event", "metric", "unit", "origin", "first_minute", "values"])
    let metric = reader.name("metric", atMost: 500, example: "platform_concurrency")
    let unit = reader.word("unit", default: CurveUnit.users)
    let origin = reader.word("origin", default: CurveOrigin.measured)
    let plausible = ObjectReader.plausible
    let first = reader.whole(
      "first_minute", in: 0...Int(plausible.upperBound.minute))
    let values = values(&reader)
    guard let value = reader.value("event") else {
      reader.note("event", "missing; a curve carries the event that it was cut for")
      return nil
    }
    switch EventJSON.decode(value, path: "event") {
    case .failure(let found):
      reader.note(found.faults)
      return nil
    case .success(let event):
      guard let metric, let first, !values.isEmpty else { return nil }
      return Curve(
        event: event, metric: metric, unit: unit == .users ? .users : .rps,
        origin: origin == .measured ? .measured : .synthetic, firstMinute: Int64(first),
        values: values)
    }
  }

  /// `rpm` is no unit of curves: they are in the units used inside.
  private enum CurveUnit: String, CaseIterable { case users, rps }
  /// `Curve.Origin` with its cases listed, for messages.
  private enum CurveOrigin: String, CaseIterable { case measured, synthetic }

  /// Minutes of the longest curve: 21 days.
  private static let longest = 21 * 1_440

  private static func values(_ reader: inout ObjectReader) -> [Double?] {
    let key = "values"
    guard case .array(let list)? = reader.value(key), !list.isEmpty, list.count <= longest else {
      reader.note(key, "expected a list of 1 to \(longest) numbers, null for a missing minute")
      return []
    }
    var values: [Double?] = []
    values.reserveCapacity(list.count)
    for (index, value) in list.enumerated() {
      switch value {
      case .null: values.append(nil)
      case .number(let number) where number.isFinite && number >= 0: values.append(number)
      default:
        reader.note("\(key)[\(index)]", "expected a number from 0, or null for a missing minute")
      }
    }
    return values
  }
}
