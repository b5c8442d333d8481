package import RungModel

/// Samples as they are posted: `{"samples": [{"metric", "labels", "at", "value"}]}`, or JSON lines
/// of the same objects.
package enum SampleBatch {
  /// Samples of one batch; a request of a thousand services for ten minutes has 60,000.
  package static let mostSamples = 200_000
  private static let longestName = 200
  private static let mostLabels = 64

  /// Reads a batch whole or not at all; faults carry `samples[3].value`, or the line.
  ///
  /// Values are finite; negative ones pass here, as not every series is a driver. Samples without
  /// a time are refused: the time of arrival is not the time of measurement.
  package static func decode(_ bytes: [UInt8]) -> Result<[Sample], FormatFaults> {
    let lines = JSONLines.split(bytes)
    guard let first = lines.first else {
      return .failure(
        FormatFaults([FormatFault(message: "the body is empty; send {\"samples\": […]}")]))
    }
    // A body over several lines whose first line is no whole object is one object, laid out.
    if lines.count == 1 || !isSample(first.bytes) { return decodeWhole(bytes) }
    return decodeLines(lines)
  }

  private static func isSample(_ line: ArraySlice<UInt8>) -> Bool {
    guard case .success(.object(let members)) = JSONLines.value(line, file: nil, number: 1)
    else { return false }
    return !members.contains { $0.key == "samples" }
  }

  private static func decodeLines(_ lines: [(number: Int, bytes: ArraySlice<UInt8>)])
    -> Result<[Sample], FormatFaults>
  {
    guard lines.count <= mostSamples else { return .failure(tooMany(lines.count)) }
    var samples: [Sample] = []
    var faults: [FormatFault] = []
    samples.reserveCapacity(lines.count)
    for (number, line) in lines {
      switch JSONLines.value(line, file: nil, number: number) {
      case .failure(let found): faults += found.faults
      case .success(let value):
        var found: [FormatFault] = []
        if let sample = sample(value, path: "", &found) { samples.append(sample) }
        faults += found.map { $0.at(file: nil, line: number) }
      }
    }
    return Result(samples, faults: faults)
  }

  private static func decodeWhole(_ bytes: [UInt8]) -> Result<[Sample], FormatFaults> {
    let value: JSONValue
    do {
      value = try JSONScanner.parse(bytes)
    } catch {
      let message = "not JSON: \(error.message) (column \(error.column))"
      return .failure(FormatFaults([FormatFault(line: error.line, message: message)]))
    }
    var faults: [FormatFault] = []
    var reader = ObjectReader(value, path: "")
    if reader.faults.isEmpty, reader.value("samples") == nil, reader.value("metric") != nil {
      let only = sample(value, path: "", &faults)
      return Result(only.map { [$0] } ?? [], faults: faults)
    }
    if reader.faults.isEmpty { reader.checkKeys(["samples"]) }
    guard reader.faults.isEmpty, reader.value("samples") != nil else {
      reader.note(
        "samples", "missing; send {\"samples\": [{\"metric\": …, \"at\": …, \"value\": …}]}")
      return .failure(FormatFaults(reader.faults))
    }
    let samples = reader.list("samples", atMost: mostSamples).compactMap { path, value in
      sample(value, path: path, &faults)
    }
    return Result(samples, faults: reader.faults + faults)
  }

  private static func tooMany(_ count: Int) -> FormatFaults {
    FormatFaults([
      FormatFault(message: "\(count) samples in one batch; at most \(mostSamples) are allowed")
    ])
  }

  private static func sample(_ value: JSONValue, path: String, _ faults: inout [FormatFault])
    -> Sample?
  {
    var reader = ObjectReader(value, path: path)
    defer { faults += reader.faults }
    guard reader.faults.isEmpty else { return nil }
    reader.checkKeys(["metric", "labels", "at", "value"])
    let metric = reader.name("metric", atMost: longestName, example: "platform_concurrency")
    let labels = labels(&reader)
    let instant = reader.time("at")
    guard case .number(let number)? = reader.value("value"), number.isFinite else {
      reader.note("value", "expected a finite number; when nothing was measured, send no sample")
      return nil
    }
    guard let metric, let instant, reader.faults.isEmpty else { return nil }
    return Sample(metric: metric, labels: labels, at: instant, value: number)
  }

  private static func labels(_ reader: inout ObjectReader) -> [String: String] {
    var labels: [String: String] = [:]
    for member in reader.entries("labels", atMost: mostLabels) {
      guard case .string(let text) = member.value, text.utf8.count <= 1_024 else {
        reader.note("labels.\(member.key)", "expected a text of at most 1024 bytes")
        continue
      }
      labels[member.key] = text
    }
    return labels
  }
}
