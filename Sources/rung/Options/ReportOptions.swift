import ArgumentParser

/// How a report is printed.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people: a terminal, a change ticket.
  case text
  /// For programs; stable keys.
  case json
  /// One self-contained page with pictures.
  case html
}

/// How a report is printed, and where to; the same for every command that can make a page.
struct ReportOptions: ParsableArguments {
  @Option(help: "How to print: text, stable JSON, or one HTML page with charts.")
  var format = ReportFormat.text

  @Option(help: ArgumentHelp("Write the report there instead of printing it.", valueName: "file"))
  var output: String?

  /// Prints the report, or writes it with a line end after it.
  func show(_ text: String) throws {
    guard let output else { return Terminal.print(text) }
    try OutputFile.write([UInt8]((text + "\n").utf8), to: output)
  }
}
