import RungModel
import SystemPackage

/// The servers that a proxy should send requests to, by service.
struct UpstreamList: Hashable, Sendable {
  /// One serving server.
  struct Upstream: Hashable, Sendable {
    var id: ServerID
    var address: String
  }

  /// Services sorted by name, each with its servers sorted by id; empty services included.
  var services: [(name: String, upstreams: [Upstream])] {
    byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.id < $1.id }) }
  }

  private var byName: [String: [Upstream]] = [:]

  /// - Parameter services: those that must be listed even when nothing serves them.
  init(services: Set<String>, serving: [Server]) {
    for service in services { byName[service] = [] }
    for server in serving {
      guard let address = server.address else { continue }
      byName[server.service, default: []].append(Upstream(id: server.id, address: address))
    }
  }

  /// `{"services": {"playback": [{"id": "…", "address": "127.0.0.1:31001"}]}}`
  var json: String {
    let entries = services.map { service in
      let upstreams = service.upstreams.map {
        "{\"id\": \(Self.quoted($0.id.name)), \"address\": \(Self.quoted($0.address))}"
      }
      let body = upstreams.isEmpty ? "" : "\n      " + upstreams.joined(separator: ",\n      ")
      return "    \(Self.quoted(service.name)): [\(body)]"
    }
    guard !entries.isEmpty else { return "{\"services\": {}}\n" }
    return "{\n  \"services\": {\n\(entries.joined(separator: ",\n"))\n  }\n}\n"
  }

  /// Upstream blocks for nginx. One without servers names a port nobody listens on, marked down:
  /// nginx refuses an empty block, and answers 502 for one that is all down.
  var nginx: String {
    services.map { service in
      let lines =
        service.upstreams.isEmpty
        ? ["  server 127.0.0.1:9 down;"]
        : service.upstreams.map { "  server \($0.address);" }
      return "upstream \(Self.nginxName(service.name)) {\n\(lines.joined(separator: "\n"))\n}\n"
    }.joined()
  }

  /// Writes both forms where they are wanted.
  ///
  /// - Returns: whether a file changed.
  func write(to upstreams: LocalConfiguration.Upstreams) throws(Errno) -> Bool {
    var hasChanged = false
    for (path, text) in [(upstreams.jsonPath, json), (upstreams.nginxPath, nginx)] {
      guard let path else { continue }
      let bytes = Array(text.utf8)
      if try AtomicFile.read(path) == bytes { continue }
      try AtomicFile.makeFolder(FilePath(path).removingLastComponent().string)
      try AtomicFile.write(bytes, to: path, isDurable: false)
      hasChanged = true
    }
    return hasChanged
  }

  /// A service's name as nginx takes it: what is neither letter, digit, `_`, `-` nor `.`
  /// becomes `_`.
  static func nginxName(_ name: String) -> String {
    String(
      name.map { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "_-.".contains($0) ? $0 : "_" })
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
