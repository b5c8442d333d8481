package import RungModel

/// Samples as they are posted: `{"samples": [{"metric", "labels", "at", "value"}]}`, or JSON lines
/// of the same objects.
package enum SampleBatch {
  /// Samples of one batch; a request of a thousand services for ten minutes has 60,000.
  package static let mostSamples = 200_000

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
    var reader = SampleReader()
    var samples: [Sample] = []
    var faults: [FormatFault] = []
    samples.reserveCapacity(lines.count)
    for (number, line) in lines {
      switch JSONLines.value(line, file: nil, number: number) {
      case .failure(let found): faults += found.faults
      case .success(let value):
        if let sample = reader.sample(value, path: "", line: number) { samples.append(sample) }
      }
    }
    let inOrder = (faults + reader.faults).enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    return Result(samples, faults: inOrder.map(\.element))
  }

  private static func decodeWhole(_ bytes: [UInt8]) -> Result<[Sample], FormatFaults> {
    let value: JSONValue
    do {
      value = try JSONScanner.parse(bytes)
    } catch {
      let message = "not JSON: \(error.message) (column \(error.column))"
      return .failure(FormatFaults([FormatFault(line: error.line, message: message)]))
    }
    var samples = SampleReader()
    var reader = ObjectReader(value, path: "")
    if reader.faults.isEmpty, reader.value("samples") == nil, reader.value("metric") != nil {
      let only = samples.sample(value, path: "", line: nil)
      return Result(only.map { [$0] } ?? [], faults: samples.faults)
    }
    if reader.faults.isEmpty { reader.checkKeys(["samples"]) }
    guard reader.faults.isEmpty, case .array(let values)? = reader.value("samples") else {
      if reader.faults.isEmpty {
        reader.note("samples", "expected {\"samples\": [{\"metric\": …, \"at\": …, \"value\": …}]}")
      }
      return .failure(FormatFaults(reader.faults))
    }
    guard values.count <= mostSamples else { return .failure(tooMany(values.count)) }
    var read: [Sample] = []
    read.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      if let sample = samples.sample(value, path: "samples[\(index)]", line: nil) {
        read.append(sample)
      }
    }
    return Result(read, faults: samples.faults)
  }

  private static func tooMany(_ count: Int) -> FormatFaults {
    FormatFaults([
      FormatFault(message: "\(count) samples in one batch; at most \(mostSamples) are allowed")
    ])
  }
}
