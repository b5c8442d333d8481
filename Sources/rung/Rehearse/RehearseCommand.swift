import ArgumentParser
import CurveGenerator
import RungModel
import RungRehearsal

/// `rung rehearse`: a match played through a running daemon.
struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Play a match through the running daemon, and score whom it served.",
    discussion: """
      Sends samples and schedule messages over HTTP, as the real senders would, and asks the \
      daemon all the while what serves. Without --series it plays a cricket match with rain, drawn \
      from --seed. The daemon's clock must run as fast: rung run --clock-speed 60.

      Exit code 1 when anyone was unserved.

      Example:
        rung rehearse --speed 60
        rung rehearse --series users.csv --events events.jsonl --metric platform_concurrency
      """)

  @OptionGroup var recording: SeriesOptions

  @Option(help: "The match to draw when no series is given: same seed, same match.")
  var seed: UInt64 = 1

  @Option(help: "How many times faster than real time to play.")
  var speed = 60.0

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func validate() throws {
    guard speed > 0, speed.isFinite else { throw ValidationError("--speed must be above 0") }
  }

  func run() async throws {
    let rehearsal = Rehearsal(script: try script(), daemon: try daemon.client(), speed: speed)
    let board = ProgressBoard(isTerminal: Terminal.isErrorTerminal)
    let summary = try await rehearsal.run { board.show($0) }
    Terminal.endProgress()
    Terminal.print(output.format == .json ? try summary.json() : summary.text)
    if summary.exitCode != 0 { throw ExitCode(summary.exitCode) }
  }

  private func script() throws -> RehearsalScript {
    guard recording.isEmpty else {
      let read = try recording.read()
      for note in read.notes { Terminal.note("\(recording.series ?? "series"): \(note)") }
      return try RehearsalScript(
        series: [.init(metric: read.metric, unit: read.unit, values: read.minutes)],
        messages: read.messages)
    }
    let match = Generator.rehearsalMatch(seed: seed)
    return try RehearsalScript(
      series: match.series.map {
        .init(metric: $0.metric.rawValue, unit: $0.metric.unit, values: $0.minutes)
      },
      messages: match.messages)
  }
}

/// Shows a rehearsal as it goes: one line that changes on a terminal, plain lines elsewhere.
struct ProgressBoard: Sendable {
  var isTerminal: Bool

  /// Shows one line of the rehearsal.
  func show(_ line: RehearsalLine) {
    switch line {
    case .status(let text): Terminal.progress(text)
    case .log(let text):
      if isTerminal { Terminal.endProgress() }
      Terminal.note(text)
    }
  }
}
