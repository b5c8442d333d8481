import LadderFile
import RungFormats
import RungModel

/// What `rung check` found.
struct CheckReport {
  /// In the order in which the files were read.
  var faults: [Fault]
  /// The ladders that have no error.
  var ladders: [FiledLadder]

  /// Whether a daemon would refuse these files.
  var hasErrors: Bool { faults.contains { $0.severity == .error } }

  /// Faults, one a line, then a line for each ladder in order.
  var text: String {
    let errors = faults.count { $0.severity == .error }
    let warnings = faults.count - errors
    var lines = faults.map(\.description)
    lines += ladders.map { "\($0.file): OK: \(Self.summary($0.ladder))" }
    lines.append(
      "\(count(ladders.count, "ladder")) in order, \(count(errors, "error")), "
        + count(warnings, "warning"))
    return lines.joined(separator: "\n")
  }

  /// The same as stable JSON.
  func json() throws -> String {
    struct Row: Encodable {
      var file: String
      var service: String
      var mode: String
      var tier: String
      var driver: String
      var unit: String
      var rungs: Int
      var min: Int
      var max: Int
      var pools: [String]
    }
    struct Whole: Encodable {
      var ok: Bool
      var faults: [Fault]
      var ladders: [Row]
    }
    let rows = ladders.map { filed in
      let ladder = filed.ladder
      return Row(
        file: filed.file, service: ladder.service, mode: ladder.mode.rawValue,
        tier: ladder.tier.rawValue, driver: ladder.driver.id.selector,
        unit: ladder.driver.unit.rawValue, rungs: ladder.rungs.count, min: ladder.limits.min,
        max: ladder.limits.max, pools: ladder.pools.map(\.name))
    }
    return try JSONText.pretty(Whole(ok: !hasErrors, faults: faults, ladders: rows))
  }

  /// `playback, 5 rungs up to 30M users, 1 to 24 servers, driver users platform_concurrency, …`.
  private static func summary(_ ladder: Ladder) -> String {
    let top = ladder.rungs.last.map { " up to \($0.at.shortText)" } ?? ""
    let pools = ladder.pools.map { "\($0.name) on \($0.backend)" }.joined(separator: ", ")
    return "\(ladder.service), \(ladder.rungs.count) rungs\(top) \(ladder.driver.unit.word) of "
      + "\(ladder.driver.source.id), \(ladder.limits.min) to \(ladder.limits.max) servers, "
      + "mode \(ladder.mode.rawValue), pools: \(pools)"
  }

  private func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}
