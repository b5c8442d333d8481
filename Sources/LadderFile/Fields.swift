import Yams

/// The keys of one mapping, merges (`<<`) resolved, unknown keys refused.
struct Fields {
  /// The whole mapping.
  let entry: Entry
  /// In the order of the file; merged ones last.
  let keys: [String]
  private let values: [String: Entry]
  private let keyPlaces: [String: Place]

  /// Reads a mapping; nil with a fault when the entry is none.
  init?(_ entry: Entry, known: [String]) {
    guard case .mapping = entry.node else {
      let whole = entry.name.isEmpty ? "the file" : entry.name
      entry.error(
        "\(whole) is \(known.count == 1 ? "a key with a value" : "keys with values"), "
          + "not \(entry.kind)",
        fix: "write it as `\(known[0]): …`")
      return nil
    }
    self.init(anyKeysOf: entry)
    for key in keys where !known.contains(key) {
      let place = place(ofKey: key)
      entry.log.error(
        at: place, "unknown key '\(key)'\(entry.name.isEmpty ? "" : " in \(entry.name)")",
        fix: closest(to: key, in: known).map { "did you mean '\($0)'?" }
          ?? "known here: \(known.joined(separator: ", "))")
    }
  }

  /// Reads a mapping whose keys are free; nil with a fault when the entry is none.
  init?(anyKeysOf entry: Entry) {
    guard case .mapping(let mapping) = entry.node else {
      entry.error("\(entry.name) is keys with values, not \(entry.kind)")
      return nil
    }
    var collected = Collected(entry: entry)
    collected.take(mapping, depth: 0)
    self.entry = entry
    values = collected.values
    keyPlaces = collected.keyPlaces
    keys = collected.keys
  }

  /// A value, if its key is there.
  subscript(key: String) -> Entry? { values[key] }

  /// A value that must be there.
  func required(_ key: String, fix: String? = nil) -> Entry? {
    if let value = values[key] { return value }
    let whole = entry.name.isEmpty ? "" : "\(entry.name): "
    entry.error("\(whole)'\(key)' is missing", fix: fix ?? "add `\(key): …`")
    return nil
  }

  /// Refuses a file whose `version` is missing or another one.
  func checkVersion(_ wanted: Int) {
    guard let entry = required("version", fix: "add `version: \(wanted)`"),
      let version = entry.text()
    else { return }
    if version != String(wanted) {
      entry.error("version '\(version)' is not one that this Rung reads", fix: "write \(wanted)")
    }
  }

  /// Where a key stands; the mapping's own place when it does not.
  func place(ofKey key: String) -> Place { keyPlaces[key] ?? entry.place }

  /// Refuses keys that are known but have no business here, each with the reason.
  func refuse(_ keys: [String], because reason: String, fix: String) {
    for key in keys where values[key] != nil {
      entry.log.error(at: place(ofKey: key), "'\(key)' \(reason)", fix: fix)
    }
  }
}

/// Gathers keys: the mapping's own first, then those of what it merges, in YAML's order.
private struct Collected {
  let entry: Entry
  var values: [String: Entry] = [:]
  var keyPlaces: [String: Place] = [:]
  var keys: [String] = []

  init(entry: Entry) { self.entry = entry }

  mutating func take(_ mapping: Node.Mapping, depth: Int) {
    guard depth < 8 else {
      entry.error("merges (<<) are nested too deeply", fix: "write the keys out")
      return
    }
    var merges: [Node] = []
    for (keyNode, value) in mapping {
      let key = Entry(node: keyNode, name: "the key", log: entry.log, fallback: entry.place)
      guard !entry.log.isMuted(keyAt: key.place), let text = key.text() else { continue }
      if text == "<<" {
        merges.append(value)
        continue
      }
      guard values[text] == nil else { continue }
      keys.append(text)
      let name = entry.name.isEmpty ? text : "\(entry.name).\(text)"
      values[text] = Entry(node: value, name: name, log: entry.log, fallback: key.place)
      keyPlaces[text] = key.place
    }
    for merge in merges { takeMerged(merge, depth: depth + 1) }
  }

  private mutating func takeMerged(_ node: Node, depth: Int) {
    switch node {
    case .mapping(let mapping): take(mapping, depth: depth)
    case .sequence(let sequence): for node in sequence { takeMerged(node, depth: depth + 1) }
    default:
      entry.error("'<<' merges a mapping", fix: "name an anchor: `<<: *name`")
    }
  }
}
