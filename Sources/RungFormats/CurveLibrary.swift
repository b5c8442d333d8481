package import Foundation
package import RungModel

/// A folder of curves, one JSON file per event and metric: `<event-id>--<metric>.json`.
package struct CurveLibrary: Sendable {
  /// What a folder holds, and which of its files could not be read.
  package struct Reading: Hashable, Sendable {
    /// In order of kind, metric, first minute and event id.
    package var curves: [Curve]
    /// One or more per damaged file, which was skipped, with its name.
    package var faults: [FormatFault]
  }

  package let folder: URL

  /// A library in a folder, which need not exist before the first write.
  package init(folder: URL) { self.folder = folder }

  /// Reads all curves; a damaged file is reported and skipped, a missing folder is a fault too.
  ///
  /// Files that do not end in `.json`, and hidden ones, are none of the library's.
  package func read() -> Reading {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      let message =
        "cannot be read (\(error.localizedDescription)); `rung curves generate` or "
        + "`rung curves import` make a library"
      return Reading(curves: [], faults: [FormatFault(file: folder.path, message: message)])
    }
    var reading = Reading(curves: [], faults: [])
    var files: [String: String] = [:]
    for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
      switch read(name) {
      case .failure(let found): reading.faults += found.faults
      case .success(let curve):
        let key = Self.fileName(event: curve.event.id, metric: curve.metric)
        if let other = files[key] {
          let message = "holds the same event and metric as \(other); remove one of them"
          reading.faults.append(FormatFault(file: name, message: message))
        } else {
          files[key] = name
          reading.curves.append(curve)
        }
      }
    }
    reading.curves.sort(by: Self.isBefore)
    return reading
  }

  /// One curve; nil when the library has none of that event and metric.
  package func curve(event: String, metric: String) -> Result<Curve?, FormatFaults> {
    let name = Self.fileName(event: event, metric: metric)
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) else {
      return .success(nil)
    }
    return read(name).map { $0 }
  }

  /// Writes a curve in place of one of the same event and metric; readers see the old file or the
  /// new one, never a part. Makes the folder when it is missing.
  /// - Throws: what the file system says, or `EncodingError` when a value is not finite.
  package func write(_ curve: Curve) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let name = Self.fileName(event: curve.event.id, metric: curve.metric)
    let text = try CurveJSON.encode(curve)
    try Data(text.utf8).write(to: folder.appendingPathComponent(name), options: .atomic)
  }

  private func read(_ name: String) -> Result<Curve, FormatFaults> {
    do {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return CurveJSON.decode(data, file: name)
    } catch {
      let message = "cannot be read: \(error.localizedDescription)"
      return .failure(FormatFaults([FormatFault(file: name, message: message)]))
    }
  }

  private static func isBefore(_ left: Curve, _ right: Curve) -> Bool {
    let first = (left.event.kind, left.metric, left.firstMinute, left.event.id)
    return first < (right.event.kind, right.metric, right.firstMinute, right.event.id)
  }
}

extension CurveLibrary {
  /// Bytes of a file's name without its ending; file systems allow 255.
  private static let longestName = 200

  /// The file of an event and a metric. Different ones never share a file, and none leaves the
  /// folder: letters that a file name should not have are written as `%2F`.
  package static func fileName(event: String, metric: String) -> String {
    var name = escaped(event, keeping: "-_.") + "--" + escaped(metric, keeping: "_.")
    if name.hasPrefix(".") { name = "%2E" + name.dropFirst() }
    if name.utf8.count > longestName {
      name = String(name.prefix(longestName)) + "~" + fingerprint(name)
    }
    return name + ".json"
  }

  private static func escaped(_ text: String, keeping kept: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isPlain || (byte < 0x80 && kept.unicodeScalars.contains(scalar)) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  /// FNV-1a, 64 bits: tells apart names that were cut to the same beginning.
  private static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
