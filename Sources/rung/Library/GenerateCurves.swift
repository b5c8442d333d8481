import ArgumentParser
import CurveGenerator
import Foundation
import RungFormats
import RungReport

extension MatchKind: ExpressibleByArgument {}
extension GeneratedMetric: ExpressibleByArgument {}

/// `rung curves generate`.
struct GenerateCurves: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make synthetic curves from published figures.",
    discussion: """
      Same kind and seed, same bytes. They are marked synthetic, here and wherever they are used. \
      Without --library they are printed as JSON, one curve after the other.

      Example:
        rung curves generate --kind cricket-t20 --seed 7
        rung curves generate --kind cricket-odi --seed 1 --count 20 --library curves
        rung curves generate --kind football --seed 7 --library curves
      """)

  @Option(help: "The kind of match.")
  var kind: MatchKind

  @Option(help: "Where the drawing of matches begins.")
  var seed: UInt64

  @Option(help: "How many matches, from seeds in a row.")
  var count = 1

  @Option(help: "One series only; default all that a match has.")
  var metric: GeneratedMetric?

  @Option(help: ArgumentHelp("The folder that curves are written to.", valueName: "folder"))
  var library: String?

  func validate() throws {
    guard (1...1_000).contains(count) else { throw ValidationError("--count is 1 to 1000") }
    guard seed <= UInt64.max - 1_000 else { throw ValidationError("--seed is too large") }
  }

  func run() async throws {
    let metrics = metric.map { [$0] } ?? GeneratedMetric.allCases
    let curves = (0..<UInt64(count)).flatMap { step in
      let match = Generator.match(kind: kind, seed: seed + step)
      return metrics.map { match.curve($0) }
    }
    guard let library else {
      for curve in curves { Terminal.print(try CurveJSON.encode(curve)) }
      return
    }
    let shelf = CurveLibrary(folder: URL(fileURLWithPath: library))
    for curve in curves { try shelf.write(curve) }
    Terminal.print(CurveText.list(curves))
    Terminal.print("\(curves.count) synthetic curves written to \(library)")
  }
}
