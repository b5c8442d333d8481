import ArgumentParser
import RungFormats
import RungModel

/// A series in a CSV file and the log of its events; the same options wherever they are read.
struct SeriesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A CSV file with a header, a row a minute.", valueName: "file"))
  var series: String?

  @Option(
    help: ArgumentHelp(
      #"The log of schedule messages: JSON lines {"received_at": T, "event": {…}}."#,
      valueName: "file"))
  var events: String?

  @Option(
    help: ArgumentHelp("What the ladders call the series.", valueName: "name"))
  var metric: String?

  @Option(
    help: ArgumentHelp("The column of times; default utc, time or timestamp.", valueName: "column"))
  var time: String?

  @Option(
    help: ArgumentHelp("The column of values; default the only other one.", valueName: "column"))
  var value: String?

  @Option(help: "What the values are: users (the default), rps, or rpm (read as rps).")
  var unit: DriverUnit?

  /// A series with the messages about its events.
  struct Recording {
    var metric: String
    var unit: DriverUnit
    var minutes: MinuteSeries
    var messages: [EventMessage]
    /// What someone should know about the file.
    var notes: [String]
  }

  /// Whether nothing of it was given.
  var isEmpty: Bool { series == nil && events == nil && metric == nil }

  /// Reads both files.
  ///
  /// - Throws: `ValidationError` when one of the three is missing, `FormatFaults` with every fault.
  func read() throws -> Recording {
    guard series != nil, events != nil, metric != nil else {
      throw ValidationError("give --series, --events and --metric together")
    }
    return try readSeries()
  }

  /// Reads the series, and the events if they were given; the metric is the name of the value
  /// column when none was.
  ///
  /// - Throws: `ValidationError` without a series, `FormatFaults` with every fault.
  func readSeries() throws -> Recording {
    guard let series else { throw ValidationError("give --series: a CSV file, a row a minute") }
    let columns = SeriesFile.Columns(time: time, value: value, unit: unit ?? .users)
    let reading = try SeriesFile.decode(
      InputFile.bytes(series), file: series, columns: columns
    ).get()
    let messages = try events.map {
      try EventLog.decode(InputFile.bytes($0), file: $0).get()
    }
    return Recording(
      metric: metric ?? reading.column, unit: reading.unit, minutes: reading.series,
      messages: messages ?? [], notes: reading.notes)
  }
}
