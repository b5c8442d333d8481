import RungModel

extension LadderParser {
  /// A day: the longest that lead times, holds and probes may be.
  static let day = Duration.hours(24)

  /// The buffer; its absolute part is named after the driver and in its unit.
  func buffer(_ entry: Entry, unit: DriverUnit?) -> Buffer? {
    let units = DriverUnit.allCases.map(\.rawValue)
    guard let fields = Fields(entry, known: ["risk", "percent"] + units) else { return nil }
    let defaults = Buffer()
    let risk = fields["risk"].map(risk) ?? defaults.risk
    let share = fields["percent"].map { self.share($0) } ?? defaults.share
    var absolute: Buffer.Absolute? = defaults.absolute
    for word in units {
      guard let entry = fields[word] else { continue }
      absolute = self.absolute(entry, factor: DriverUnit(rawValue: word)?.factor ?? 1)
      if let unit, unit.rawValue != word {
        log.error(
          at: fields.place(ofKey: word),
          "buffer.\(word) does not fit a ladder with driver \(unit.rawValue)",
          fix: "write buffer.\(unit.rawValue)")
      }
    }
    guard let risk, let absolute, let share else { return nil }
    return Buffer(risk: risk, absolute: absolute, share: share)
  }

  private func risk(_ entry: Entry) -> Double? {
    guard let risk = entry.percent() else { return nil }
    guard risk > 0.5, risk < 1 else {
      entry.error(
        "\(entry.name) is \(NumberText.plainText(risk * 100))%, not above 50% and below 100%",
        fix: "write 99% to 99.9%")
      return nil
    }
    return risk
  }

  private func absolute(_ entry: Entry, factor: Double) -> Buffer.Absolute? {
    if entry.scalarText == "auto" { return .auto }
    return entry.number().map { .fixed($0 * factor) }
  }

  private func share(_ entry: Entry) -> Double? {
    guard let share = entry.percentNumber() else { return nil }
    guard share <= 10 else {
      entry.error("\(entry.name) is above 1000%", fix: "raise the rungs instead")
      return nil
    }
    return share
  }

  /// The lead time, from a second to a day.
  func leadTime(_ entry: Entry) -> LeadTime? {
    guard let fields = Fields(entry, known: ["assume", "learn"]) else { return nil }
    let defaults = LeadTime()
    let assume = fields["assume"].map { $0.duration(.seconds(1)...Self.day) } ?? defaults.assume
    let learn = fields["learn"].map { $0.bool() } ?? defaults.learn
    guard let assume, let learn else { return nil }
    return LeadTime(assume: assume, learn: learn)
  }

  /// How servers are removed.
  func scaleIn(_ entry: Entry) -> ScaleIn? {
    guard let fields = Fields(entry, known: ["hold", "max_step"]) else { return nil }
    let defaults = ScaleIn()
    let hold = fields["hold"].map { $0.duration(.zero...Self.day) } ?? defaults.hold
    let step = fields["max_step"].map(positiveShare) ?? defaults.maxStepShare
    guard let hold, let step else { return nil }
    return ScaleIn(hold: hold, maxStepShare: step)
  }

  /// A percentage above 0 up to 100.
  func positiveShare(_ entry: Entry) -> Double? {
    guard let share = entry.percent() else { return nil }
    guard share > 0, share <= 1 else {
      entry.error(
        "\(entry.name) is \(NumberText.plainText(share * 100))%, not above 0% and up to 100%",
        fix: share > 1 ? "write 100% or less" : "write 1% or more")
      return nil
    }
    return share
  }

  /// How long an interruption holds capacity.
  func holdLimit(_ entry: Entry) -> Duration? {
    guard let fields = Fields(entry, known: ["hold_limit"]) else { return nil }
    return fields.required("hold_limit", fix: "add `hold_limit: 3h`")?
      .duration(.zero...Self.day)
  }

  /// The limits; rungs above `max` are a warning, because they will be clamped.
  func limits(_ entry: Entry, rungs: [WrittenRung]) -> Limits? {
    guard let fields = Fields(entry, known: ["min", "max", "max_step_up"]) else { return nil }
    let most = fields.required("max", fix: "add `max: …`, the most servers ever wanted")?
      .whole(1...Self.mostServers)
    let least =
      fields["min"].map { $0.whole(0...Self.mostServers) } ?? rungs.first?.servers ?? 0
    let step = fields["max_step_up"].map { $0.whole(1...Self.mostServers) }
    guard let most, let least else { return nil }
    guard least <= most else {
      let place = fields["min"]?.place ?? entry.place
      let written = fields["min"] == nil ? "limits.min (the first rung's servers)" : "limits.min"
      log.error(
        at: place, "\(written) is \(least), above limits.max (\(most))",
        fix: "raise max or lower min")
      return nil
    }
    for rung in rungs where rung.servers > most {
      rung.entry.warning(
        "rung \(rung.number) asks for \(rung.servers) servers, limits.max allows \(most)",
        fix: "raise limits.max, or the rung is clamped")
    }
    if case .some(.none) = step { return nil }
    return Limits(min: least, max: most, maxStepUp: step ?? nil)
  }
}
