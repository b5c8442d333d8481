import Glibc
import SystemPackage

/// Files that are either the old one or the new one, whole, at any instant.
enum AtomicFile {
  /// Replaces a file by way of a temporary one beside it.
  ///
  /// - Parameter isDurable: waits until the content and its name are on disk, so that they
  ///   survive a power failure; without it they survive the death of this process only.
  /// - Throws: `Errno`, with nothing changed.
  static func write(_ bytes: [UInt8], to path: String, isDurable: Bool) throws(Errno) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    let failure = fill(descriptor, with: bytes, isDurable: isDurable)
    close(descriptor)
    if let failure {
      unlink(temporary)
      throw failure
    }
    guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
    if isDurable { syncFolder(of: path) }
  }

  /// A file's content; nil when there is none.
  ///
  /// - Throws: `Errno` when it exists and cannot be read.
  static func read(_ path: String) throws(Errno) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      guard errno != ENOENT else { return nil }
      throw Errno(rawValue: errno)
    }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return result }
      guard count > 0 else { throw Errno(rawValue: errno) }
      result += chunk[..<count]
    }
  }

  /// The names in a folder, sorted; temporary ones left by a crash are not among them.
  static func names(in folder: String) throws(Errno) -> [String] {
    guard let stream = opendir(folder) else { throw Errno(rawValue: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.hasSuffix(".new") { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder and those above it.
  ///
  /// - Throws: `Errno`; one that exists is no error.
  static func makeFolder(_ path: String) throws(Errno) {
    guard !path.isEmpty, mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    let parent = FilePath(path).removingLastComponent().string
    guard errno == ENOENT, parent != path, !parent.isEmpty else { throw Errno(rawValue: errno) }
    try makeFolder(parent)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
  }

  private static func fill(_ descriptor: Int32, with bytes: [UInt8], isDurable: Bool) -> Errno? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return Errno(rawValue: errno)
      }
      rest = rest.dropFirst(count)
    }
    return isDurable && fsync(descriptor) != 0 ? Errno(rawValue: errno) : nil
  }

  private static func syncFolder(of path: String) {
    let folder = FilePath(path).removingLastComponent().string
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    // Some file systems refuse this for folders; the file itself is safe then.
    fsync(descriptor)
    close(descriptor)
  }
}
