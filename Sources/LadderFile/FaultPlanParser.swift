package import Foundation
package import RungModel

/// What reading a faults file gave.
package struct FaultPlanReading: Sendable {
  /// Nil when there is an error among the faults: a file is taken whole or not at all.
  package var plan: FaultPlan?
  /// What is wrong with the file, in its order.
  package var faults: [Fault]
}

/// Reads faults files: what goes wrong in a simulated world. Every key is used or refused.
package struct FaultPlanParser {
  /// What this version reads.
  static let version = 1
  /// All keys of one fault; each kind takes some.
  static let keys = [
    "kind", "from", "to", "pool", "type", "zone", "machines", "gap", "values", "file", "scale",
    "burst", "per_second", "factor", "share", "by", "notice",
  ]

  /// Takes the faults of the file.
  let log: FaultLog
  /// Relative paths of traces start here; empty leaves them relative.
  let folder: String
  /// Pools that a fault may name, with their offerings; empty allows any name.
  let pools: [Pool]
  /// Milestones that the events have; others get a warning. Empty allows any name.
  let milestones: [String]

  /// Reads the file at a path; traces are looked for from its folder on.
  package static func read(
    _ path: String, pools: [Pool] = [], milestones: [String] = []
  ) -> FaultPlanReading {
    switch FileBytes.read(path) {
    case .failure(let fault): FaultPlanReading(plan: nil, faults: [fault])
    case .success(let data):
      parse(
        data: data, file: path, folder: (path as NSString).deletingLastPathComponent, pools: pools,
        milestones: milestones)
    }
  }

  /// Reads the bytes of a faults file.
  /// - Parameter folder: what relative paths are resolved against; empty leaves them relative.
  package static func parse(
    data: Data, file: String, folder: String, pools: [Pool] = [], milestones: [String] = []
  ) -> FaultPlanReading {
    let log = FaultLog(file: file)
    let parser = FaultPlanParser(log: log, folder: folder, pools: pools, milestones: milestones)
    let plan = DocumentGate.open(data, log: log).flatMap(parser.plan)
    return FaultPlanReading(plan: log.hasErrors ? nil : plan, faults: log.sorted)
  }

  private func plan(_ root: Entry) -> FaultPlan? {
    guard let fields = Fields(root, known: ["version", "faults"]) else { return nil }
    fields.checkVersion(Self.version)
    guard
      let entries = fields.required("faults", fix: "add `faults: [{ kind: metrics-missing }]`")?
        .list()
    else { return nil }
    let read = entries.enumerated().map { fault($1.called("fault \($0 + 1)")) }
    return FaultPlan(read.compactMap { $0 })
  }

  /// Reads times and figures even when the kind is wrong, so that all faults are found.
  private func fault(_ entry: Entry) -> WorldFault? {
    guard let fields = Fields(entry, known: Self.keys) else { return nil }
    let from = fields["from"].map(moment)
    let to = fields["to"].map(moment)
    guard let word = fields.required("kind", fix: "add `kind: metrics-missing`").flatMap(word)
    else { return nil }
    let others = Self.keys.filter {
      !["kind", "from", "to"].contains($0) && !keys(word).contains($0)
    }
    fields.refuse(others, because: "has no place in a \(word.rawValue) fault", fix: "delete it")
    if word.isInstant { checkInstant(word, fields) }
    let kind = kind(word, fields)
    if case .some(.none) = from { return nil }
    if case .some(.none) = to { return nil }
    guard let kind else { return nil }
    checkOrder(from: from ?? nil, to: to ?? nil, fields)
    return WorldFault(from: from ?? nil, to: to ?? nil, kind)
  }

  /// There are many kinds: they are all told only when none is near.
  private func word(_ entry: Entry) -> FaultWord? {
    guard let text = entry.text() else { return nil }
    if let word = FaultWord(rawValue: text) { return word }
    let words = FaultWord.allCases.map(\.rawValue)
    entry.error(
      "\(entry.name) is '\(text)', which is no kind of fault",
      fix: closest(to: text, in: words).map { "did you mean '\($0)'?" }
        ?? "known: \(words.joined(separator: ", "))")
    return nil
  }

  private func checkInstant(_ word: FaultWord, _ fields: Fields) {
    if fields["from"] == nil {
      fields.entry.error(
        "\(fields.entry.name): a \(word.rawValue) happens once, and nobody knows when",
        fix: "add `from: …`")
    }
    fields.refuse(["to"], because: "has no place in what happens once", fix: "delete it")
  }

  private func checkOrder(
    from: WorldFault.Moment?, to: WorldFault.Moment?, _ fields: Fields
  ) {
    let isInOrder =
      switch (from, to) {
      case (.at(let from), .at(let to)): from < to
      case (.milestone(let first, let from), .milestone(let second, let to)):
        first != second || from < to
      default: true
      }
    guard !isInOrder, let entry = fields["to"] else { return }
    entry.error("\(entry.name) is not after \(fields.entry.name).from", fix: "write a later one")
  }
}
