// rung: the program. Parses arguments, composes the parts, prints.
//
// Composition happens here and nowhere else: `Run/` builds the daemon with its store, backends and
// server; `Plan/` builds a planner, which gets values only and so cannot act; the other commands
// talk to a running daemon or to files. May import everything. Must not decide anything itself:
// what a command finds out belongs into the target that knows it.
//
// Exit codes: 0 fine; 1 found something (faults, unserved users) or failed; 64 usage;
// `plan --detailed-exitcode` 2 for changes.
import ArgumentParser

/// The root command.
@main
struct Rung: AsyncParsableCommand {
  /// What `--version`, `status` and `rung_build_info` say.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "rung",
    abstract: "Servers ready before the users are: a predictive autoscaler for live events.",
    discussion: """
      Ladder files say how many servers a service needs for how many users. The daemon forecasts \
      the users from the schedule and from past events, and launches servers a lead time ahead.

      Start here:
        rung check Ladders                  are the ladder files in order?
        rung plan --events match.json       what would they do for this match?
        rung run                            do it

      Exit codes: 0 fine, 1 found something or failed, 64 usage.
      """,
    version: version,
    subcommands: [
      RunCommand.self, PlanCommand.self, CheckCommand.self, BacktestCommand.self,
      SimulateCommand.self, CurvesCommand.self, EventsCommand.self, StatusCommand.self,
      ExplainCommand.self,
      FloorCommand.self,
      PauseCommand.self, UnpauseCommand.self, RehearseCommand.self, WorkerCommand.self,
    ])
}
