import RungModel

extension LadderParser {
  /// Set by the backend for every process.
  private static let reserved = ["PORT", "RUNG_SERVER_ID", "RUNG_ORDER"]
  /// An hour: longer probes, graces and intervals are mistakes.
  private static let hour = Duration.hours(1)

  /// How a local pool runs a server.
  func process(_ fields: Fields) -> ProcessTemplate? {
    let command = fields["command"].flatMap(command)
    let environment = fields["env"].map(environment) ?? [:]
    let directory = fields["working_directory"].map(directory)
    let health = fields["health"].map(health) ?? HealthCheck()
    let grace = fields["stop"].map(grace) ?? .seconds(10)
    if case .some(.none) = directory { return nil }
    guard let command, let environment, let health, let grace else { return nil }
    return ProcessTemplate(
      command: command, environment: environment, workingDirectory: directory ?? nil,
      health: health, stopGrace: grace)
  }

  private func command(_ entry: Entry) -> [String]? {
    if let text = entry.scalarText, !entry.isNull {
      // No shell runs it, so nobody has to guess how a shell would split it.
      let words = text.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
      entry.error("\(entry.name) is a list of words, not one text", fix: "write [\(words)]")
      return nil
    }
    guard let entries = entry.list() else { return nil }
    guard let first = entries.first else {
      entry.error("\(entry.name) is empty", fix: "name a program: [\"rung\", \"worker\"]")
      return nil
    }
    if first.scalarText?.allSatisfy(\.isWhitespace) == true {
      first.error("\(first.name), the program, is blank", fix: "write its name or path")
    }
    let read = entries.map { argument($0) }
    let words = read.compactMap { $0 }
    return words.count == read.count ? words : nil
  }

  /// An argument or a value of the environment: any text without a NUL, empty if quoted.
  private func argument(_ entry: Entry) -> String? {
    guard let text = entry.text() else { return nil }
    guard !text.unicodeScalars.contains("\0"), text.utf8.count <= 65_536 else {
      entry.error("\(entry.name) holds a NUL or is longer than 64 KiB")
      return nil
    }
    return text
  }

  private func environment(_ entry: Entry) -> [String: String]? {
    guard let fields = Fields(anyKeysOf: entry) else { return nil }
    var result: [String: String] = [:]
    for key in fields.keys {
      checkVariable(key, at: fields.place(ofKey: key))
      if let value = fields[key].flatMap(argument) { result[key] = value }
    }
    return result
  }

  private func checkVariable(_ name: String, at place: Place) {
    if Self.reserved.contains(name) {
      log.error(at: place, "\(name) is set by Rung for every process", fix: "delete it")
    }
    let isValid =
      name.first.map { !$0.isNumber } == true
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if !isValid {
      log.error(
        at: place, "'\(name)' is not the name of an environment variable",
        fix: "use letters, digits and _")
    }
  }

  private func directory(_ entry: Entry) -> String? {
    guard let path = entry.line(atMost: 4_096) else { return nil }
    guard path.hasPrefix("/") else {
      entry.error("\(entry.name) '\(path)' is not absolute", fix: "write the path from /")
      return nil
    }
    return path
  }

  private func health(_ entry: Entry) -> HealthCheck? {
    guard let fields = Fields(entry, known: ["http", "tcp", "every", "timeout", "after"])
    else { return nil }
    let defaults = HealthCheck()
    let probe = probe(fields)
    let short = Duration.milliseconds(10)...Self.hour
    let every = fields["every"].map { $0.duration(short) } ?? defaults.every
    let timeout = fields["timeout"].map { $0.duration(short) } ?? defaults.timeout
    let after = fields["after"].map { $0.whole(1...100) } ?? defaults.after
    guard let probe, let every, let timeout, let after else { return nil }
    return HealthCheck(probe: probe, every: every, timeout: timeout, after: after)
  }

  private func probe(_ fields: Fields) -> HealthCheck.Probe? {
    if let tcp = fields["tcp"] {
      fields.refuse(
        ["http"], because: "and 'tcp' are two ways to probe", fix: "delete one of the two")
      guard let isOn = tcp.bool() else { return nil }
      if !isOn {
        tcp.error("\(tcp.name) is true or not there", fix: "delete it, or write `http: /healthz`")
      }
      return .tcp
    }
    guard let http = fields["http"] else { return .tcp }
    guard let path = http.line() else { return nil }
    guard path.hasPrefix("/"), !path.contains(" ") else {
      http.error("\(http.name) '\(path)' is not a path", fix: "write it as /healthz")
      return nil
    }
    return .http(path: path)
  }

  private func grace(_ entry: Entry) -> Duration? {
    guard let fields = Fields(entry, known: ["grace"]) else { return nil }
    return fields.required("grace", fix: "add `grace: 10s`")?.duration(.zero...Self.hour)
  }
}
