import RungModel

/// A rung as written: thresholds still in the file's unit, with places to point at.
struct WrittenRung {
  /// Threshold in the file's unit.
  var at: Double
  /// Reference servers.
  var servers: Int
  /// The rung as it stands in the file.
  var entry: Entry
  /// From 1, as people count.
  var number: Int
}

extension LadderParser {
  /// More reference servers than any region grants one account.
  static let mostServers = 1_000_000
  /// A ladder with more rungs is a table that a program wrote.
  static let mostRungs = 1_000

  /// The rungs, in the file's unit; nil when one cannot be read.
  func rungs(_ entry: Entry, unit: DriverUnit?) -> [WrittenRung]? {
    guard let entries = entry.list() else { return nil }
    guard !entries.isEmpty else {
      entry.error("rungs is empty", fix: "add `- { at: 0, servers: 2 }`")
      return nil
    }
    guard entries.count <= Self.mostRungs else {
      entry.error("\(entries.count) rungs are more than \(Self.mostRungs)", fix: "write fewer")
      return nil
    }
    let rungs = entries.enumerated().map { index, entry in
      rung(entry.called("rung \(index + 1)"), number: index + 1)
    }
    let read = rungs.compactMap { $0 }
    check(read, unit: unit)
    return read.count == rungs.count ? read : nil
  }

  private func rung(_ entry: Entry, number: Int) -> WrittenRung? {
    guard let fields = Fields(entry, known: ["at", "servers"]) else { return nil }
    let at = fields.required("at")?.number()
    let servers = fields.required("servers")?.whole(0...Self.mostServers)
    guard let at, let servers else { return nil }
    return WrittenRung(at: at, servers: servers, entry: entry, number: number)
  }

  private func check(_ rungs: [WrittenRung], unit: DriverUnit?) {
    let word = unit.map { " \($0.rawValue)" } ?? ""
    let named = { (rung: WrittenRung) in
      "rung \(rung.number) (\(NumberText.short(rung.at))\(word))"
    }
    if let first = rungs.first, first.number == 1, first.at != 0 {
      first.entry.error(
        "\(named(first)) is the first and does not start at 0",
        fix: "add `- { at: 0, servers: \(first.servers) }` before it")
    }
    for (lower, upper) in zip(rungs, rungs.dropFirst()) {
      if upper.at <= lower.at {
        upper.entry.error(
          "\(named(upper)) is not above \(named(lower))", fix: "sort the rungs by `at`")
      } else if upper.servers < lower.servers {
        upper.entry.error(
          "\(named(upper)) has fewer servers (\(upper.servers)) than rung \(lower.number) "
            + "(\(lower.servers))", fix: "write \(lower.servers) or more")
      }
    }
    if let last = rungs.last, last.servers == 0 {
      last.entry.error("the top rung asks for no servers", fix: "write 1 or more")
    }
  }
}
