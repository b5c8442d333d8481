import ArgumentParser
import RungModel

/// Which time a plan is about.
struct PlanWindowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The event to plan for, by its id.", valueName: "id"))
  var event: String?

  @Option(help: ArgumentHelp("Where the window begins; default now.", valueName: "instant"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Where the window ends.", valueName: "instant"))
  var to: InstantArgument?

  @Option(help: "How long the window is, instead of --to; default 24, or the event's length.")
  var hours: Int?

  /// Longest look ahead: forecasts of later days say little, and take long.
  private static let longest = Duration.hours(24 * 14)

  func validate() throws {
    guard event == nil || (from == nil && to == nil && hours == nil) else {
      throw ValidationError("give either --event or a window")
    }
    guard to == nil || hours == nil else { throw ValidationError("give --to or --hours, not both") }
    guard (1...(14 * 24)).contains(hours ?? 1) else {
      throw ValidationError("--hours is 1 to 336")
    }
  }

  /// The window meant; one event from a file is planned for when nothing else was asked.
  ///
  /// - Throws: `CommandFailure` when it is empty, in the past, or too far ahead.
  func span(_ material: PlanMaterial, named ids: [String]) throws -> Range<Timestamp> {
    let isOpen = event == nil && from == nil && to == nil && hours == nil
    let lone = isOpen && Set(ids).count == 1 ? ids[0] : nil
    if let id = event ?? lone { return try bounded(material, try span(ofEvent: id, material)) }
    let from = self.from?.at ?? material.now
    return try bounded(material, (from, to?.at ?? from + .hours(hours ?? 24)))
  }

  private func span(
    ofEvent id: String, _ material: PlanMaterial
  ) throws -> (Timestamp, Timestamp) {
    guard let event = material.facts.events.first(where: { $0.id == id }) else {
      let known = material.facts.events.map(\.id).joined(separator: ", ")
      throw CommandFailure(
        "no event '\(id)' is known\(known.isEmpty ? "" : "; known: \(known)")")
    }
    guard let begins = event.begins, let ends = event.ends else {
      throw CommandFailure("\(id) has no milestones, so nobody knows when it is")
    }
    return (begins - .minutes(Curve.reachBefore), ends + .minutes(Curve.reachAfter))
  }

  /// The events that a what-if is about, by id: the one asked for, else all that touch the window.
  func events(_ material: PlanMaterial, named ids: [String], in span: Range<Timestamp>) -> [String]
  {
    let isOpen = from == nil && to == nil && hours == nil
    if let id = event ?? (isOpen && Set(ids).count == 1 ? ids[0] : nil) { return [id] }
    return material.facts.events.filter { !$0.status.isOver && $0.touches(span) }.map(\.id)
  }

  private func bounded(
    _ material: PlanMaterial, _ span: (from: Timestamp, to: Timestamp)
  ) throws -> Range<Timestamp> {
    let from = max(span.from, material.now)
    guard from < span.to else {
      throw CommandFailure(
        "the window ends at \(span.to), but the plan is made at \(material.now); "
          + "plan for a later time, or give an earlier --at")
    }
    guard span.to - material.now <= Self.longest else {
      throw CommandFailure(
        "the window ends at \(span.to), more than 14 days after \(material.now); "
          + "give an --at nearer to it")
    }
    return from..<span.to
  }
}
