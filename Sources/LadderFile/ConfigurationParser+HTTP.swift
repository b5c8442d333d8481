import RungModel

extension ConfigurationParser {
  /// `listen`, `tokens` and `http` of the file.
  func http(_ fields: Fields) -> HTTPSettings {
    var result = HTTPSettings()
    if let entry = fields["listen"], let address = address(entry) {
      (result.host, result.port) = address
    }
    result.tokens = fields["tokens"].map(tokens) ?? []
    if let entry = fields["http"],
      let limits = Fields(entry, known: ["max_body", "rate_per_second"])
    {
      result.maxBodyBytes = limits["max_body"].flatMap { bytes($0) } ?? result.maxBodyBytes
      result.ratePerSecond = limits["rate_per_second"].flatMap(rate)
    }
    if !result.isLoopback, fields["tokens"] == nil || result.tokens.isEmpty,
      let listen = fields["listen"]
    {
      listen.error(
        "listen \(result.host) is reached from other machines and needs `tokens`",
        fix: "add `tokens: [{ name: …, file: … }]`, or listen on 127.0.0.1")
    }
    return result
  }

  private func address(_ entry: Entry) -> (String, Int)? {
    guard let text = entry.line(atMost: 260) else { return nil }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else {
      entry.error("listen '\(text)' has no port", fix: "write it as 127.0.0.1:7864")
      return nil
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      entry.error("listen '\(text)' is ambiguous", fix: "write IPv6 as [::1]:7864")
      return nil
    }
    guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
      entry.error("listen '\(text)' has no address", fix: "write it as 127.0.0.1:7864")
      return nil
    }
    return (host, port)
  }

  private func tokens(_ entry: Entry) -> [TokenSource] {
    guard let entries = entry.list() else { return [] }
    var result: [TokenSource] = []
    for (index, entry) in entries.enumerated() {
      guard let token = token(entry.called("token \(index + 1)")) else { continue }
      if result.contains(where: { $0.name == token.name }) {
        entry.error("token '\(token.name)' is there already", fix: "give each its own name")
      }
      result.append(token)
    }
    return result
  }

  private func token(_ entry: Entry) -> TokenSource? {
    guard let fields = Fields(entry, known: ["name", "file", "env"]) else { return nil }
    let name = fields.required("name")?.identifier()
    switch (fields["file"], fields["env"]) {
    case (let file?, nil):
      guard let path = path(file), let name else { return nil }
      return TokenSource(name: name, secret: .file(path))
    case (nil, let variable?):
      guard let variable = variable.line(atMost: 256), let name else { return nil }
      return TokenSource(name: name, secret: .environment(variable))
    case (nil, nil):
      entry.error("\(entry.name) has no secret", fix: "add `file: …` or `env: …`")
    case (_?, let variable?):
      variable.error("\(entry.name) has both `file` and `env`", fix: "keep one of them")
    }
    return nil
  }

  private func rate(_ entry: Entry) -> Double? {
    guard let rate = entry.number() else { return nil }
    guard rate > 0 else {
      entry.error("\(entry.name) is 0", fix: "delete the key for no bound")
      return nil
    }
    return rate
  }

  /// A size: `4MB`, `512KB`, or plain bytes; powers of ten.
  func bytes(_ entry: Entry) -> Int? {
    guard let text = entry.text() else { return nil }
    let units = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1), ("", 1)]
    for (unit, scale) in units where text.hasSuffix(unit) {
      let digits = String(text.dropLast(unit.count))
      guard digits.last?.isNumber == true, case .number(let number) = NumberText.read(digits)
      else { continue }
      guard number * scale >= 1_000, number * scale <= 1e12 else {
        entry.error("\(entry.name) is \(text), outside 1KB to 1000GB", fix: "write 4MB or so")
        return nil
      }
      return Int(number * scale)
    }
    entry.error("\(entry.name): '\(text)' is no size", fix: "write it as 512KB, 4MB or 1GB")
    return nil
  }
}
