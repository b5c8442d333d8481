import Glibc
import RungModel
import SystemPackage

/// The files that processes print to.
struct LogFolder: Sendable {
  let path: String
  let limits: LocalConfiguration.Logs

  /// The log of one server; all its attempts share it.
  func file(of id: ServerID) -> String { "\(path)/\(RecordFolder.fileName(id.name)).log" }

  /// Copies a log that has grown too long to `.1` (older copies move up) and truncates it.
  ///
  /// The process keeps its descriptor, which is why the file is not renamed. What it prints
  /// between copy and truncation is lost.
  /// - Throws: `Errno`; the log is then left as it is.
  func rotate(_ id: ServerID) throws(Errno) {
    let log = file(of: id)
    var status = stat()
    guard stat(log, &status) == 0, Int(status.st_size) > limits.maxBytes else { return }
    guard limits.keep > 0 else { return try cut(log) }
    unlink("\(log).\(limits.keep)")
    for number in stride(from: limits.keep - 1, to: 0, by: -1) {
      rename("\(log).\(number)", "\(log).\(number + 1)")
    }
    try copy(log, to: "\(log).1")
    try cut(log)
  }

  /// The end of a log, on one line, for messages; empty when there is none.
  func lastWords(of id: ServerID) -> String {
    let descriptor = open(file(of: id), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    lseek(descriptor, max(0, size - 400), SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: 400)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return "" }
    let lines = bytes[..<count].split(separator: UInt8(ascii: "\n"))
    return lines.last.map { String(decoding: $0.suffix(200), as: UTF8.self) } ?? ""
  }

  /// Deletes the logs of servers that are not known any more, but for the newest `keep` of them.
  ///
  /// - Complexity: one look at each file of the folder.
  func prune(known: [ServerID]) throws(Errno) {
    let kept = Set(known.map { RecordFolder.fileName($0.name) })
    var ended: [String: Int] = [:]
    let names = try AtomicFile.names(in: path)
    for name in names {
      guard let stem = Self.stem(of: name), !kept.contains(stem) else { continue }
      var status = stat()
      guard stat("\(path)/\(name)", &status) == 0 else { continue }
      ended[stem] = max(ended[stem] ?? 0, status.st_mtim.tv_sec)
    }
    let newest = ended.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(limits.keep)
    let survivors = Set(newest.map(\.key))
    for name in names {
      guard let stem = Self.stem(of: name), ended[stem] != nil, !survivors.contains(stem)
      else { continue }
      unlink("\(path)/\(name)")
    }
  }

  /// The server's part of `<server>.log` or `<server>.log.2`.
  private static func stem(of name: String) -> String? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if let last = parts.last, Int(last) != nil { parts.removeLast() }
    guard parts.last == "log", parts.count > 1 else { return nil }
    return parts.dropLast().joined(separator: ".")
  }

  private func cut(_ log: String) throws(Errno) {
    guard truncate(log, 0) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Copies in pieces: a log may be far larger than the daemon should be.
  private func copy(_ log: String, to target: String) throws(Errno) {
    let source = open(log, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw Errno(rawValue: errno) }
    defer { close(source) }
    let copy = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard copy >= 0 else { throw Errno(rawValue: errno) }
    defer { close(copy) }
    while true {
      // The most that one call moves.
      let count = sendfile(copy, source, nil, 0x7fff_f000)
      if count == 0 { return }
      guard count > 0 || errno == EINTR else { throw Errno(rawValue: errno) }
    }
  }
}
