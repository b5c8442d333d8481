import RungModel

/// Reads one sample after the other: flawless ones the short way, the others so that every fault
/// is told.
struct SampleReader {
  private static let longestName = 200
  private static let mostLabels = 64
  private static let longestLabel = 1_024

  /// In the order of the samples.
  private(set) var faults: [FormatFault] = []
  /// Samples of a batch mostly share their time: it is read once.
  private var knownTime: (text: String, instant: Timestamp)?

  /// A sample, or nil after noting what is wrong with it.
  /// - Parameters:
  ///   - path: the path of the sample, made only when there is a fault.
  ///   - line: the line that faults carry.
  mutating func sample(_ value: JSONValue, path: @autoclosure () -> String, line: Int?) -> Sample? {
    if let sample = flawless(value) { return sample }
    var reader = ObjectReader(value, path: path())
    let sample = Self.examined(&reader)
    faults += reader.faults.map { $0.at(file: nil, line: line) }
    return sample
  }

  /// The sample when there is nothing unusual about it; nil sends it the thorough way.
  private mutating func flawless(_ value: JSONValue) -> Sample? {
    guard case .object(let members) = value, members.count <= 4 else { return nil }
    var metric: String?
    var instant: Timestamp?
    var number: Double?
    var labels: [String: String]?
    for member in members {
      switch (member.key, member.value) {
      case ("metric", .string(let text)) where metric == nil && Self.isPlain(text): metric = text
      case ("at", .string(let text)) where instant == nil: instant = time(text)
      case ("value", .number(let given)) where number == nil && given.isFinite: number = given
      case ("labels", .object(let pairs)) where labels == nil && pairs.count <= Self.mostLabels:
        labels = [:]
        for pair in pairs {
          guard case .string(let text) = pair.value, text.utf8.count <= Self.longestLabel else {
            return nil
          }
          labels?[pair.key] = text
        }
      default: return nil
      }
    }
    guard let metric, let instant, let number else { return nil }
    return Sample(metric: metric, labels: labels ?? [:], at: instant, value: number)
  }

  /// Printable ASCII of a fair length, which needs no closer look.
  private static func isPlain(_ text: String) -> Bool {
    (1...longestName).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  private mutating func time(_ text: String) -> Timestamp? {
    if let knownTime, knownTime.text == text { return knownTime.instant }
    guard let instant = Timestamp(text), ObjectReader.plausible.contains(instant) else {
      return nil
    }
    knownTime = (text, instant)
    return instant
  }

  private static func examined(_ reader: inout ObjectReader) -> Sample? {
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
      guard case .string(let text) = member.value, text.utf8.count <= longestLabel else {
        reader.note("labels.\(member.key)", "expected a text of at most \(longestLabel) bytes")
        continue
      }
      labels[member.key] = text
    }
    return labels
  }
}
