import RungModel

extension ConfigurationParser {
  /// The backends by name; faulty ones are left out.
  func backends(_ entry: Entry) -> [LocalBackendSettings] {
    guard let fields = Fields(anyKeysOf: entry) else { return [] }
    var result: [LocalBackendSettings] = []
    for name in fields.keys.sorted() {
      guard let entry = fields[name] else { continue }
      checkName(name, at: fields.place(ofKey: name))
      if let backend = backend(entry, name: name) { result.append(backend) }
    }
    checkPorts(result, at: fields)
    return result
  }

  private func checkName(_ name: String, at place: Place) {
    let isName = name.allSatisfy {
      $0.isASCII && ($0.isLowercase || $0.isNumber || "-_.".contains($0))
    }
    if name.isEmpty || !isName || name.count > 63 {
      log.error(
        at: place, "backend '\(name)' is not a name of at most 63 lower-case letters, digits, - _ ."
      )
    }
  }

  private func backend(_ entry: Entry, name: String) -> LocalBackendSettings? {
    let known = ["kind", "state", "ports", "upstreams", "logs"]
    guard case .some(let all) = Fields(anyKeysOf: entry) else { return nil }
    if all["kind"]?.scalarText == "aws" {
      all["kind"]?.error(
        "backend '\(name)': kind aws is not built into this version",
        fix: "write `kind: local`, or delete the backend")
      return nil
    }
    guard let fields = Fields(entry, known: known),
      fields.required("kind", fix: "add `kind: local`")?.word([("local", true)]) != nil
    else { return nil }
    let state = fields.required("state", fix: "add `state: /var/lib/rung/\(name)`").flatMap(path)
    let ports = fields["ports"].map(ports) ?? 31_000...31_999
    let upstreams = fields["upstreams"].map(upstreams) ?? UpstreamSettings()
    guard let state, let ports, let upstreams else { return nil }
    var result = LocalBackendSettings(
      name: name, stateFolder: state, ports: ports, upstreams: upstreams)
    if let entry = fields["logs"], let logs = Fields(entry, known: ["max_size", "keep"]) {
      result.logBytes = logs["max_size"].flatMap { bytes($0) } ?? result.logBytes
      result.logsKept = logs["keep"]?.whole(0...100) ?? result.logsKept
    }
    return result
  }

  private func ports(_ entry: Entry) -> ClosedRange<Int>? {
    guard let text = entry.text() else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = Int(parts[0]), let high = Int(parts[1]),
      (1_024...65_535).contains(low), (1_024...65_535).contains(high), low <= high
    else {
      entry.error(
        "\(entry.name): '\(text)' is no range of ports between 1024 and 65535",
        fix: "write it as 31000-31999")
      return nil
    }
    return low...high
  }

  private func upstreams(_ entry: Entry) -> UpstreamSettings? {
    guard let fields = Fields(entry, known: ["json", "nginx", "reload"]) else { return nil }
    var result = UpstreamSettings()
    result.json = fields["json"].flatMap(path)
    result.nginx = fields["nginx"].flatMap(path)
    if let entry = fields["reload"] {
      guard let words = entry.list()?.map({ $0.text() }) else { return nil }
      result.reload = words.compactMap { $0 }
    }
    return result
  }

  /// Two backends on the same ports would fight for them.
  private func checkPorts(_ backends: [LocalBackendSettings], at fields: Fields) {
    for (index, backend) in backends.enumerated() {
      guard let rival = backends[..<index].first(where: { $0.ports.overlaps(backend.ports) })
      else { continue }
      log.error(
        at: fields.place(ofKey: backend.name),
        "backend '\(backend.name)' shares ports with '\(rival.name)'",
        fix: "give each its own range")
    }
  }
}
