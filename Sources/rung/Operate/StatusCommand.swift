import ArgumentParser
import RungClient
import RungFormats
import RungReport

/// `rung status`: the daemon at a glance.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show what the daemon sees, wants and has.",
    discussion: """
      Services with demand, desired, launched and serving servers, alarms, and coming events. \
      Exit code 1 when the daemon cannot be asked.

      Example:
        rung status
        rung status --watch
        rung status --format json | jq '.alarms'
      """)

  /// Real time between two looks: an operator's eye is no faster.
  private static let watchEvery = Duration.seconds(2)

  @Flag(help: "Show it again every two seconds, until interrupted.")
  var watch = false

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let client = try daemon.client()
    try await show(client)
    while watch {
      try await Task.sleep(for: Self.watchEvery, clock: .continuous)
      try await show(client)
    }
  }

  private func show(_ client: DaemonClient) async throws {
    let status = try await client.status()
    switch output.format {
    // Home and clear: the newest status stays in place while it is watched.
    case .text: Terminal.print((watch ? "\u{1B}[H\u{1B}[2J" : "") + StatusText.text(status))
    case .json: Terminal.print(try watch ? JSONText.line(status) : JSONText.pretty(status))
    }
  }
}
