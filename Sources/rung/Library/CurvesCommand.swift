import ArgumentParser
import Foundation
import RungFormats
import RungModel
import RungReport

/// `rung curves`: the library that forecasts are made from.
struct CurvesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curves",
    abstract: "The library of past events' curves.",
    discussion: """
      A curve is one driver's series over one event, aligned on its milestones. Forecasts of \
      coming events are made from those of comparable past ones. Without a library of your own \
      the program's synthetic one is used.

      Example:
        rung curves import --series users.csv --events events.jsonl \\
          --metric platform_concurrency --library curves
        rung curves list --library curves
      """,
    subcommands: [ImportCurves.self, ListCurves.self, ShowCurve.self, GenerateCurves.self])
}

/// `--library`, for commands that need a folder or show what there is.
struct LibraryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of curves; default: the synthetic library in the program.",
      valueName: "folder"))
  var library: String?

  /// The curves meant.
  /// - Throws: `CommandFailure` when the folder is not there.
  func curves() throws -> [Curve] {
    guard let library else { return CurveShelf(folder: nil).curves() }
    return try Self.curves(in: library)
  }

  /// The curves of a folder; damaged ones are noted and skipped.
  /// - Throws: `CommandFailure` when the folder is not there.
  static func curves(in folder: String) throws -> [Curve] {
    guard InputFile.exists(folder) else {
      throw CommandFailure("there is no folder \(folder); `rung curves import` makes it")
    }
    let reading = CurveLibrary(folder: URL(fileURLWithPath: folder)).read()
    for fault in reading.faults { Terminal.note("skipped: \(fault)") }
    return reading.curves
  }
}

/// `rung curves list`.
struct ListCurves: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List curves with their peaks.",
    discussion: """
      Example:
        rung curves list --library curves
      """)

  @OptionGroup var shelf: LibraryOption
  @OptionGroup var output: FormatOption

  func run() async throws {
    let curves = try shelf.curves()
    switch output.format {
    case .text: Terminal.print(curves.isEmpty ? "no curve yet" : CurveText.list(curves))
    case .json: Terminal.print(try JSONText.pretty(curves.map(CurveRow.init)))
    }
  }
}

/// `rung curves show`.
struct ShowCurve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Plot one curve with its milestones.",
    discussion: """
      Example:
        rung curves show 2026-11-29-ind-pak --library curves
      """)

  @Argument(help: "The event's id.")
  var event: String

  @Option(help: "Which series, when the event has several.")
  var metric: String?

  @OptionGroup var shelf: LibraryOption
  @OptionGroup var output: FormatOption

  func run() async throws {
    let curves = try shelf.curves().filter { $0.event.id == event }
    guard !curves.isEmpty else {
      throw CommandFailure("no curve of '\(event)'; `rung curves list` shows what there is")
    }
    let chosen = curves.filter { metric == nil || $0.metric == metric }
    guard !chosen.isEmpty else {
      let known = curves.map(\.metric).joined(separator: ", ")
      throw CommandFailure("'\(event)' has no curve of that metric; it has \(known)")
    }
    switch output.format {
    case .text: Terminal.print(chosen.map(CurveText.show).joined(separator: "\n\n"))
    case .json: Terminal.print(try chosen.map(CurveJSON.encode).joined(separator: "\n"))
    }
  }
}

/// A curve in a list, as JSON.
struct CurveRow: Encodable {
  var event: String
  var kind: String
  var metric: String
  var unit: DriverUnit
  var origin: Curve.Origin
  var minutes: Int
  var missing: Int
  var peak: Double?
  var peakAt: Timestamp?

  enum CodingKeys: String, CodingKey {
    case event, kind, metric, unit, origin, minutes, missing, peak
    case peakAt = "peak_at"
  }

  init(_ curve: Curve) {
    event = curve.event.id
    kind = curve.event.kind
    metric = curve.metric
    unit = curve.unit
    origin = curve.origin
    minutes = curve.values.count
    missing = curve.values.count { $0 == nil }
    peak = curve.peak?.value
    peakAt = curve.peak.map { Timestamp(minute: $0.minute) }
  }
}
