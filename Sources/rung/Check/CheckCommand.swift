import ArgumentParser
import LadderFile
import RungPorts

/// `rung check`: are the ladder files in order?
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check ladder files, and rung.yaml with --config.",
    discussion: """
      Names every fault as file:line:column, with what would be right where that is known. Reads \
      only; the daemon reads the same files in the same way. Exit code 1 when there is an error.

      Example:
        rung check Ladders
        rung check Ladders/playback.yaml --config rung.yaml --format json
      """)

  @Argument(help: "A ladder file or a folder of them; default Ladders, or what --config says.")
  var path: String?

  @Option(
    help: ArgumentHelp(
      "rung.yaml: checked too, and names the backends that pools may use.", valueName: "file"))
  var config: String?

  @OptionGroup var output: FormatOption

  func run() throws {
    let report = makeReport()
    switch output.format {
    case .text: Terminal.print(report.text)
    case .json: Terminal.print(try report.json())
    }
    if report.hasErrors { throw ExitCode.failure }
  }

  private func makeReport() -> CheckReport {
    let configuration = config.map { ConfigurationParser.read($0) }
    let settings = configuration?.configuration ?? .defaults(ladders: "Ladders", stateFolder: ".")
    let reading = LadderFolder.read(path ?? settings.ladders, now: ScaledClock.realNow())
    // A rung.yaml that cannot be read says nothing about which backends there are.
    let isKnown = configuration == nil || configuration?.configuration != nil
    let backends =
      isKnown
      ? PoolBackends.faults(
        ofPoolsIn: reading.ladders, backends: settings.backendNames, severity: .warning) : []
    return CheckReport(
      faults: (configuration?.faults ?? []) + reading.faults + backends,
      ladders: reading.ladders)
  }
}
