import ArgumentParser
import LadderFile

/// Where the configuration, the ladders and the state are; the same for `run` and `plan`.
struct LadderOptions: ParsableArguments {
  /// Beside the ladders of a first try, so that nothing needs root.
  static let usualState = "rung-state"

  @Option(
    help: ArgumentHelp(
      "rung.yaml; without one: loopback, a local process pool, everything below --state.",
      valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The folder of ladder files; default Ladders.", valueName: "folder"))
  var ladders: String?

  @Option(
    help: ArgumentHelp(
      "The folder for the store and for processes; default \(usualState).", valueName: "folder"))
  var state: String?

  @Option(
    help: ArgumentHelp(
      "The folder of curves; default: the synthetic library in the program.",
      valueName: "folder"))
  var library: String?

  /// The configuration that file and options give together; options win.
  ///
  /// - Throws: `CommandFailure` with every fault of the file.
  func configuration() throws -> Configuration {
    var result = try fromFile() ?? defaults()
    if let ladders { result.ladders = ladders }
    if let library { result.library = library }
    if let state, config != nil {
      result.store = "\(state)/rung.db"
      for index in result.backends.indices {
        result.backends[index].stateFolder = "\(state)/\(result.backends[index].name)"
      }
    }
    return result
  }

  private func defaults() -> Configuration {
    .defaults(ladders: ladders ?? "Ladders", stateFolder: state ?? Self.usualState)
  }

  private func fromFile() throws -> Configuration? {
    guard let config else { return nil }
    let reading = ConfigurationParser.read(config)
    for fault in reading.faults where fault.severity == .warning {
      Terminal.note(fault.description)
    }
    guard let configuration = reading.configuration else {
      let errors = reading.faults.filter { $0.severity == .error }
      throw CommandFailure(errors.map(\.description).joined(separator: "\n"))
    }
    return configuration
  }
}
