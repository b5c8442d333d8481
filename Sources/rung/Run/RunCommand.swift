import ArgumentParser
import LadderFile
import Logging
import RungDaemon

extension ForecastPolicy: ExpressibleByArgument {}

/// `rung run`: the daemon.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run the daemon.",
    discussion: """
      Takes samples and schedule messages over HTTP, forecasts, and keeps servers ready. Without \
      --config it listens on 127.0.0.1:7864, runs servers as processes of this machine, and keeps \
      everything below --state.

      SIGTERM and SIGINT stop it within seconds; servers are left running, and the next daemon on \
      the same state goes on with them. SIGHUP reads the ladders again, as every edit of their \
      folder does.

      Example:
        rung run --ladders Ladders --state /var/lib/rung
        rung run --clock-speed 60            for rehearsals; see `rung rehearse`
      """)

  @OptionGroup var options: LadderOptions

  @Option(
    help: ArgumentHelp(
      "Where to listen; any address but loopback needs tokens in rung.yaml.",
      valueName: "address:port"))
  var listen: String?

  @Option(help: "How many times faster than real time the daemon's clock runs, for rehearsals.")
  var clockSpeed = 1.0

  @Option(help: "Forecast from schedule and history, or follow the last value only.")
  var policy = ForecastPolicy.predictive

  @Flag(
    help: "End all servers when the daemon stops, and wait for it: for demos and tests.")
  var endServersOnExit = false

  func run() async throws {
    var configuration = try options.configuration()
    if let listen {
      let address = try ListenAddress(listen)
      configuration.http.host = address.host
      configuration.http.port = address.port
    }
    if options.config == nil { try InputFile.makeFolder(options.state ?? LadderOptions.usualState) }
    LoggingSystem.bootstrap { [log = configuration.log] label in
      DaemonLog(label: label, settings: log)
    }
    try await DaemonHouse(
      configuration: configuration, clockSpeed: clockSpeed, policy: policy,
      endsServersOnExit: endServersOnExit, logger: Logger(label: "rung")
    ).run()
  }
}

/// `127.0.0.1:7864`, `[::1]:7864`.
struct ListenAddress: Hashable {
  var host: String
  var port: Int

  /// - Throws: `ValidationError` for anything else.
  init(_ text: String) throws {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
      let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
    else {
      throw ValidationError("--listen is '\(text)'; write an address and a port: 127.0.0.1:7864")
    }
    host = String(text[..<colon])
    self.port = port
  }
}
