import ArgumentParser
import Foundation
import RungBacktest
import RungFormats
import RungModel
import RungReport

/// `rung backtest`: how good the forecaster was on a series that is over.
struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Score the forecaster on your own past, beside simple rivals.",
    discussion: """
      Replays the series and the log of schedule messages minute by minute: every forecast is made \
      from what was known then, and scored against what came. One is made each minute from 60 \
      before to 149 after each event's start; events that start together are one slot, numbered \
      from 1. Without events, or with --origins all, every minute of the series counts, and a \
      slot is a day. Without --metric the series is called as its value column is.

      WAPE is the sum of absolute errors over the sum of actuals. Rivals: the last value; Holt's \
      damped trend, constants chosen on the last six hours; the same minute a day before. Their \
      quantiles come from their own past errors.

      --format json has the keys metric, unit, levels, forecasts, stale_forecasts, scored, \
      horizons (minutes; rung, last_value, holt and day_before with wape, bias, pinball, coverage \
      and sharpness; planned; lowest_slot), slots, kinds, phases, timing, notes. Shares are parts \
      of 1. --forecasts has slot,origin,horizon_minutes,quantile,value,actual.

      Exit code 1 when nothing could be scored.

      Example:
        rung backtest --series requests.csv --unit rpm --events events.jsonl
        rung backtest --series users.csv --events events.jsonl --slots 9-32 \\
          --forecasts forecasts.csv --format html --output backtest.html
      """)

  @OptionGroup var recording: SeriesOptions

  @Option(
    help: ArgumentHelp(
      "A folder of curves to add; measured ones count only after their end. Default: the synthetic "
        + "library in the program; an empty folder for none.", valueName: "folder"))
  var library: String?

  @OptionGroup var window: BacktestWindowOptions

  @Option(
    help: ArgumentHelp(
      "How far ahead is scored, whole minutes up to 2d; default 6m,10m,15m,30m,60m.",
      valueName: "spans"))
  var horizons: HorizonsArgument?

  @Option(
    help: ArgumentHelp("Write every forecast to this CSV file.", valueName: "file"))
  var forecasts: String?

  @OptionGroup var output: ReportOptions

  func run() async throws {
    let read = try recording.readSeries()
    let driver = Driver(unit: read.unit, metric: read.metric)
    let choice = try LibraryChoice(folder: library, driver: driver)
    let material = BacktestMaterial(
      driver: driver, series: read.minutes, messages: read.messages, library: choice.curves)
    let backtest = Backtest(
      material, try window.settings(horizons: horizons?.minutes, hasEvents: !read.messages.isEmpty))
    let meter = BacktestMeter(whole: backtest.whole)
    var result = await backtest.run(stopwatch: meter.stopwatch) { meter.show($0) }
    Terminal.endProgress()
    result.notes =
      [backtest.emptiness].compactMap { $0 } + result.notes + read.notes
      + [choice.note].compactMap { $0 }
    if let forecasts { try OutputFile.write(ForecastCSV.bytes(result), to: forecasts) }
    try show(result)
    if result.trials.isEmpty { throw ExitCode.failure }
  }

  private func show(_ result: BacktestResult) throws {
    switch output.format {
    case .text: try output.show(BacktestText.text(result))
    case .json: try output.show(JSONText.pretty(BacktestDTO(result)))
    case .html: try output.show(BacktestHTML.page(result))
    }
  }
}

/// Which forecasts of a series are made and scored.
struct BacktestWindowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Score only slots that start then or later.", valueName: "instant"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Score only slots that start before then.", valueName: "instant"))
  var to: InstantArgument?

  @Option(help: ArgumentHelp("Score only slots with these numbers: 9-32.", valueName: "numbers"))
  var slots: SlotsArgument?

  @Option(
    help: ArgumentHelp(
      "A forecast every so many minutes. The daemon makes one a minute, and with fewer the "
        + "scorecard's part in them is smaller.", valueName: "minutes"))
  var every = 1

  @Option(help: "Where forecasts are made: around events, or at all minutes.")
  var origins: BacktestSettings.Origins?

  func validate() throws {
    guard (1...1_440).contains(every) else { throw ValidationError("--every is 1 to 1440") }
    if let from, let to, from.at >= to.at {
      throw ValidationError("--from must be earlier than --to")
    }
  }

  /// The settings meant; horizons by default at 6, 10, 15, 30 and 60 minutes.
  func settings(horizons: [Int]?, hasEvents: Bool) throws -> BacktestSettings {
    if origins == .events, !hasEvents {
      throw ValidationError("--origins events needs --events: the log of schedule messages")
    }
    var settings = BacktestSettings(
      every: every, origins: origins ?? (hasEvents ? .events : .all), from: from?.at, to: to?.at,
      slots: slots?.numbers)
    if let horizons { settings.horizons = horizons }
    return settings
  }
}

extension BacktestSettings.Origins: ExpressibleByArgument {}
