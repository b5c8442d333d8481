package import RungModel

/// Events as JSON: the schedule's messages, read with every fault, and written.
package enum EventJSON {
  /// Characters of an id or a kind; ids become part of file names and log lines.
  package static let longestName = 128
  /// Milestones and interruptions of one event; a five-day match has under fifty.
  package static let mostMilestones = 200
  private static let longestText = 500
  private static let mostTags = 50

  /// Reads one event from a body or a file.
  ///
  /// Milestones and interruptions come back in order of time. `status` defaults to `scheduled`, a
  /// milestone's to `planned`; keys that Rung does not know are left alone.
  package static func decode(_ bytes: some Sequence<UInt8>) -> Result<Event, FormatFaults> {
    do {
      return decode(try JSONScanner.parse(bytes), path: "")
    } catch {
      let message = "not JSON: \(error.message) (column \(error.column))"
      return .failure(FormatFaults([FormatFault(line: error.line, message: message)]))
    }
  }

  /// Writes an event on one line: snake_case, sorted keys, ISO times.
  /// - Throws: `EncodingError` when an expected peak is not finite.
  package static func encode(_ event: Event) throws -> String { try JSONText.line(event) }

  /// Reads an event that is part of something else; faults carry `path` before their own.
  static func decode(_ value: JSONValue, path: String) -> Result<Event, FormatFaults> {
    var reader = ObjectReader(value, path: path)
    guard reader.faults.isEmpty else { return .failure(FormatFaults(reader.faults)) }
    reader.checkKeys([
      "id", "kind", "title", "sequence", "status", "tags", "expected_peak", "milestones",
      "interruptions",
    ])
    let event = Event(
      id: reader.name("id", atMost: longestName, example: "2026-11-29-ind-pak") ?? "",
      kind: reader.name("kind", atMost: longestName, example: "cricket-t20") ?? "",
      title: reader.text("title", atMost: longestText) ?? "",
      sequence: reader.whole("sequence", in: 0...Int(Int32.max)) ?? 0,
      status: reader.word("status", default: .scheduled), tags: tags(&reader),
      expectedPeak: expectedPeak(&reader), milestones: milestones(&reader),
      interruptions: interruptions(&reader))
    checkWhole(event, &reader)
    return Result(event, faults: reader.faults)
  }

  private static func checkWhole(_ event: Event, _ reader: inout ObjectReader) {
    // Said only when the parts are right: otherwise it would repeat their faults.
    guard reader.faults.isEmpty else { return }
    if event.milestones.isEmpty && !event.status.isOver {
      reader.note(
        "milestones", "missing; give at least {\"name\": \"start\", \"at\": …}, better \"end\" too")
    }
    if event.status == .interrupted && event.interruptions.isEmpty {
      reader.note(
        "interruptions", "status is interrupted: say since when, as [{\"from\": …, \"to\": null}]")
    }
  }

  private static func tags(_ reader: inout ObjectReader) -> [String: String] {
    var tags: [String: String] = [:]
    for member in reader.entries("tags", atMost: mostTags) {
      guard case .string(let text) = member.value, text.count <= longestText else {
        reader.note("tags.\(member.key)", "expected a text, found \(member.value.word)")
        continue
      }
      tags[member.key] = text
    }
    return tags
  }

  private static func expectedPeak(_ reader: inout ObjectReader) -> [String: Double] {
    var peaks: [String: Double] = [:]
    for member in reader.entries("expected_peak", atMost: mostTags) {
      let key = "expected_peak.\(member.key)"
      let units = DriverUnit.measured.map(\.rawValue)
      guard let unit = DriverUnit.measured.first(where: { $0.rawValue == member.key }) else {
        reader.note(key, "unknown unit" + Spelling.hint(for: member.key, among: units))
        continue
      }
      guard case .number(let peak) = member.value, peak.isFinite, peak > 0 else {
        reader.note(key, "expected a number above 0; leave it out when it is not known")
        continue
      }
      peaks[unit.word] = peak * unit.factor
    }
    return peaks
  }

  private static func milestones(_ reader: inout ObjectReader) -> [Milestone] {
    var milestones: [Milestone] = []
    for (path, value) in reader.list("milestones", atMost: mostMilestones) {
      var part = ObjectReader(value, path: path)
      if part.faults.isEmpty, let milestone = milestone(&part) {
        if milestones.contains(where: { $0.name == milestone.name }) {
          part.note("name", "'\(milestone.name)' is given twice; a milestone happens once")
        }
        milestones.append(milestone)
      }
      reader.note(part.faults)
    }
    return milestones.sorted { ($0.at, $0.name) < ($1.at, $1.name) }
  }

  private static func milestone(_ part: inout ObjectReader) -> Milestone? {
    part.checkKeys(["name", "at", "status"])
    let name = part.name("name", atMost: longestName, example: "start")
    let instant = part.time("at")
    let status = part.word("status", default: MilestoneWord.planned)
    guard let name, let instant else { return nil }
    return Milestone(name: name, at: instant, status: status == .actual ? .actual : .planned)
  }

  /// `Milestone.Status` with its cases listed, for messages.
  private enum MilestoneWord: String, CaseIterable { case planned, actual }

  private static func interruptions(_ reader: inout ObjectReader) -> [Interruption] {
    var interruptions: [Interruption] = []
    for (path, value) in reader.list("interruptions", atMost: mostMilestones) {
      var part = ObjectReader(value, path: path)
      if part.faults.isEmpty {
        part.checkKeys(["from", "to"])
        let from = part.time("from")
        let to = part.time("to", required: false)
        if let from, let to, to < from {
          part.note("to", "\(to) is before 'from', \(from); null means that it still lasts")
        } else if let from {
          interruptions.append(Interruption(from: from, to: to))
        }
      }
      reader.note(part.faults)
    }
    return interruptions.sorted { $0.from < $1.from }
  }
}
