import Glibc

/// A process that cannot be mistaken for a later one with the same id.
struct ProcessIdentity: Hashable, Codable, Sendable {
  var pid: Int32
  /// Clock ticks from the boot of the machine to the start of the process.
  var startTicks: UInt64
  /// Names the boot that `startTicks` counts from.
  var boot: String
}

/// A process whose environment says that it is ours.
struct FoundProcess: Sendable {
  var identity: ProcessIdentity
  /// Whether it leads its session, as every process that we start does; its children do not.
  var isLeader: Bool
  var environment: [String: String]
}

/// What the kernel tells about processes.
struct ProcessTable: Sendable {
  /// The id of this boot; empty when the kernel does not tell.
  let boot: String

  init() {
    let text = Self.read("/proc/sys/kernel/random/boot_id") ?? []
    boot = String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }
  }

  /// The identity of a running process; nil when there is none or it is a zombie.
  func identity(of pid: Int32) -> ProcessIdentity? { status(of: pid)?.identity }

  /// Whether that very process still runs.
  func isAlive(_ identity: ProcessIdentity) -> Bool {
    self.identity(of: identity.pid) == identity
  }

  /// Whether a process leads its session.
  func isLeader(_ identity: ProcessIdentity) -> Bool {
    guard let status = status(of: identity.pid) else { return false }
    return status.identity == identity && status.session == identity.pid
  }

  /// Every process whose environment has `RUNG_STATE` set to this folder.
  ///
  /// - Complexity: one read for each process of the machine, about 20 µs each.
  func processes(ofState stateFolder: String) -> [FoundProcess] {
    let mark = Array("RUNG_STATE=\(stateFolder)".utf8)
    return Self.pids().compactMap { pid in
      guard let bytes = Self.read("/proc/\(pid)/environ") else { return nil }
      let entries = bytes.split(separator: 0)
      guard entries.contains(where: { $0.elementsEqual(mark) }),
        let status = status(of: pid)
      else { return nil }
      return FoundProcess(
        identity: status.identity, isLeader: status.session == pid,
        environment: Self.environment(entries))
    }
  }

  private func status(of pid: Int32) -> (identity: ProcessIdentity, session: Int32)? {
    guard let bytes = Self.read("/proc/\(pid)/stat"),
      // The name, in parentheses, may hold blanks and parentheses itself: fields count from the
      // last one. State, parent, group, session, …, the start time is the twentieth.
      let name = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = bytes[(name + 1)...].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count >= 20, fields[0] != "Z", fields[0] != "X",
      let session = Int32(fields[3]), let ticks = UInt64(fields[19])
    else { return nil }
    return (ProcessIdentity(pid: pid, startTicks: ticks, boot: boot), session)
  }

  private static func pids() -> [Int32] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var pids: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let pid = Int32(name) { pids.append(pid) }
    }
    return pids
  }

  private static func environment(_ entries: [ArraySlice<UInt8>]) -> [String: String] {
    var result: [String: String] = [:]
    for entry in entries {
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: entry[..<equals], as: UTF8.self)
      result[name] = String(decoding: entry[(equals + 1)...], as: UTF8.self)
    }
    return result
  }

  /// A file of /proc, whole; nil when it cannot be read: gone, or another user's.
  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return count == 0 ? result : nil }
      result += chunk[..<count]
    }
  }
}
