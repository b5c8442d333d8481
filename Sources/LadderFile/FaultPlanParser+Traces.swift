import Foundation
import RungModel

extension FaultPlanParser {
  /// Machines to be had over time.
  struct Trace {
    var gap: Duration
    /// At least one.
    var machines: [Int]
  }

  /// A file of the spot traces: `{"metadata": {"gap_seconds": 300}, "data": [0, 3, 16]}`.
  /// - SeeAlso: https://github.com/skypilot-org/spot-traces
  private struct TraceFile: Decodable {
    struct Metadata: Decodable {
      var gapSeconds: Double

      enum CodingKeys: String, CodingKey { case gapSeconds = "gap_seconds" }
    }

    var metadata: Metadata?
    var data: [Double]
  }

  private static let gaps: ClosedRange<Duration> = .seconds(1)...(.hours(24))
  private static let most = 1e6

  /// `gap` with `values`, or `file`; `scale` multiplies the machines, rounded down.
  func trace(_ fields: Fields) -> Trace? {
    let gap = fields["gap"].map { $0.duration(Self.gaps) }
    let scale = fields["scale"].map { $0.number() } ?? 1
    if case .some(.none) = gap { return nil }
    let read: (gap: Duration?, values: [Double])?
    switch (fields["values"], fields["file"]) {
    case (let values?, nil): read = list(values).map { (nil, $0) }
    case (nil, let file?): read = traceFile(file)
    case (nil, nil):
      fields.entry.error(
        "\(fields.entry.name) has no values", fix: "add `values: [40, 0, 10]` or `file: spot.json`")
      return nil
    case (_?, let file?):
      file.error("\(fields.entry.name) has both `values` and `file`", fix: "keep one of them")
      return nil
    }
    guard let read, let scale else { return nil }
    guard let step = (gap ?? nil) ?? read.gap else {
      fields.entry.error(
        "\(fields.entry.name) does not say how far apart its values are", fix: "add `gap: 5m`")
      return nil
    }
    return Trace(gap: step, machines: read.values.map { Int(min($0 * scale, Self.most)) })
  }

  private func list(_ entry: Entry) -> [Double]? {
    guard let entries = entry.list() else { return nil }
    guard !entries.isEmpty else {
      entry.error("\(entry.name) is empty", fix: "write the machines to be had: [40, 0, 10]")
      return nil
    }
    let read = entries.map { $0.whole(0...Int(Self.most)) }
    let values = read.compactMap { $0 }
    return values.count == read.count ? values.map(Double.init) : nil
  }

  private func traceFile(_ entry: Entry) -> (gap: Duration?, values: [Double])? {
    guard let path = entry.line(atMost: 4_096) else { return nil }
    let whole = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    let data: Data
    switch FileBytes.read(whole) {
    case .failure:
      entry.error(
        "\(entry.name) \(path) cannot be read",
        fix: "check that the file is there, from this file's folder on, and readable")
      return nil
    case .success(let bytes): data = bytes
    }
    guard data.count <= DocumentGate.maximumBytes else {
      entry.error("\(entry.name) \(path) has more than 1 MiB", fix: "cut it")
      return nil
    }
    return decode(data, path, entry)
  }

  private func decode(
    _ data: Data, _ path: String, _ entry: Entry
  ) -> (gap: Duration?, values: [Double])? {
    do {
      let file = try JSONDecoder().decode(TraceFile.self, from: data)
      let isSane = file.data.allSatisfy { $0 >= 0 && $0 <= Self.most && $0 == $0.rounded() }
      guard isSane, !file.data.isEmpty else {
        entry.error(
          "\(entry.name) \(path): `data` is not a list of whole numbers from 0 to 1 million",
          fix: "give one machine count a value")
        return nil
      }
      guard let seconds = file.metadata?.gapSeconds else { return (nil, file.data) }
      guard seconds >= 1, seconds <= 86_400 else {
        entry.error(
          "\(entry.name) \(path): gap_seconds is \(NumberText.plainText(seconds))",
          fix: "write 1 to 86400")
        return nil
      }
      return (.milliseconds(Int64((seconds * 1_000).rounded())), file.data)
    } catch {
      entry.error(
        "\(entry.name) \(path) is no trace",
        fix: #"write it as {"metadata": {"gap_seconds": 300}, "data": [0, 3, 16]}"#)
      return nil
    }
  }
}
