import ArgumentParser

/// How a command prints what it found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// For programs: keys in snake_case, sorted, times in ISO 8601; stable from version to version.
  case json
}

/// `--format`, the same for every command that prints.
struct FormatOption: ParsableArguments {
  @Option(help: "How to print: text, or stable JSON.")
  var format = OutputFormat.text
}
