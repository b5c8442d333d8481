extension FaultPlan {
  /// One line a fault, as it stands in a faults file behind `- `, so that what a seed drew can be
  /// kept and edited. Long traces are cut.
  package func lines() -> [String] { faults.map(\.line) }
}

extension WorldFault {
  /// `{ from: start-10m, to: start+20m, kind: no-capacity, pool: primary, machines: 40 }`.
  package var line: String {
    var parts: [(key: String, value: String)] = []
    if let from { parts.append(("from", from.text)) }
    if let to { parts.append(("to", to.text)) }
    parts.append(("kind", kind.word.rawValue))
    parts += kind.parts
    return "{ " + parts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + " }"
  }
}

extension WorldFault.Moment {
  /// `2026-11-29T14:30:00Z`, `start`, `start+20m`, `start-10m`.
  package var text: String {
    switch self {
    case .at(let instant): return instant.description
    case .milestone(let name, let offset):
      guard offset != .zero else { return plain(name) }
      return plain(name + (offset < .zero ? "" : "+") + offset.text)
    }
  }
}

extension WorldFault.Target {
  fileprivate var parts: [(key: String, value: String)] {
    [("pool", pool), ("type", type), ("zone", zone)].compactMap { key, name in
      name.map { (key, plain($0)) }
    }
  }
}

extension WorldFault.Kind {
  /// Values past this many are cut in a trace: it must stay one line.
  private static let longestTrace = 24

  /// Keys and values of a faults file, but for `from`, `to` and `kind`.
  fileprivate var parts: [(key: String, value: String)] {
    switch self {
    case .capacity(let target, let machines): target.parts + [("machines", "\(machines)")]
    case .capacityTrace(let target, let gap, let machines):
      target.parts + [("gap", gap.text), ("values", Self.list(machines))]
    case .throttled(let target): target.parts
    case .launchBudget(let burst, let perSecond):
      [("burst", number(burst)), ("per_second", number(perSecond))]
    case .slowBoot(let target, let factor): target.parts + [("factor", number(factor))]
    case .neverHealthy(let target, let share), .crash(let target, let share):
      target.parts + [("share", share.percentText)]
    case .reclaim(let target, let share, let notice):
      target.parts + [("share", share.percentText), ("notice", notice.text)]
    case .lostReplies(let share), .duplicatedReplies(let share), .listingsPartial(let share):
      [("share", share.percentText)]
    case .lateReplies(let span), .metricsLate(let span), .scheduleLate(let span):
      [("by", span.text)]
    case .metricsScaled(let factor): [("factor", number(factor))]
    case .metricsMissing, .metricsFrozen, .scheduleMissing, .scheduleShuffled, .listingsMissing:
      []
    }
  }

  private static func list(_ machines: [Int]) -> String {
    let shown = machines.prefix(longestTrace).map { "\($0)" }
    let rest = machines.count - shown.count
    return "[" + (shown + (rest > 0 ? ["… \(rest.groupedText) more"] : [])).joined(separator: ", ")
      + "]"
  }
}

/// Up to six decimals.
private func number(_ value: Double) -> String {
  value.fixedText(decimals: 6, dropsZeros: true)
}

/// A name as YAML takes it: in quotation marks when it could be read as something else.
private func plain(_ name: String) -> String {
  let isWord = name.unicodeScalars.allSatisfy {
    $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
      || "_.+-".unicodeScalars.contains($0)
  }
  let readsAsWord = name.first?.isLetter == true || name.first?.isNumber == true
  let readsOtherwise =
    Double(name) != nil || ["true", "false", "null", "yes", "no"].contains(name.lowercased())
  guard !isWord || !readsAsWord || readsOtherwise else { return name }
  var quoted = "\""
  for character in name {
    quoted += character == "\"" || character == "\\" ? "\\\(character)" : String(character)
  }
  return quoted + "\""
}
