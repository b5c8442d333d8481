import ArgumentParser
import Foundation
import RungFormats
import RungModel
import RungReport

/// `rung curves import`.
struct ImportCurves: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Cut a series into curves, one per event.",
    discussion: """
      From 60 minutes before an event's first milestone to 90 after its end. A missing minute \
      stays missing. What is wrong with the data (repeated times, gaps, a value that stands \
      still, minutes that a log rotation ate) is told with its first line, and the rest is used. \
      Exit code 1 when no event gave a curve.

      Example:
        rung curves import --series requests.csv --unit rpm --events events.jsonl \\
          --metric requests --library curves
      """)

  @OptionGroup var recording: SeriesOptions

  @Option(help: ArgumentHelp("The folder that curves are written to.", valueName: "folder"))
  var library = "curves"

  @OptionGroup var output: FormatOption

  func run() async throws {
    let read = try recording.read()
    for note in read.notes { Terminal.note("\(recording.series ?? "series"): \(note)") }
    let cutting = CurveCutter.cut(
      series: read.minutes, messages: read.messages, metric: read.metric, unit: read.unit)
    let shelf = CurveLibrary(folder: URL(fileURLWithPath: library))
    for curve in cutting.curves { try shelf.write(curve) }
    switch output.format {
    case .text: show(cutting)
    case .json: Terminal.print(try json(cutting, read.notes))
    }
    if cutting.curves.isEmpty { throw ExitCode.failure }
  }

  private func show(_ cutting: CurveCutter.Cutting) {
    if !cutting.curves.isEmpty { Terminal.print(CurveText.list(cutting.curves)) }
    for skipped in cutting.skipped { Terminal.print("skipped \(skipped.event): \(skipped.reason)") }
    Terminal.print(
      "\(cutting.curves.count) curves written to \(library), \(cutting.skipped.count) skipped")
  }

  private func json(_ cutting: CurveCutter.Cutting, _ notes: [String]) throws -> String {
    struct Whole: Encodable {
      var library: String
      var curves: [CurveRow]
      var skipped: [CurveCutter.Skipped]
      var notes: [String]
    }
    return try JSONText.pretty(
      Whole(
        library: library, curves: cutting.curves.map(CurveRow.init), skipped: cutting.skipped,
        notes: notes))
  }
}
