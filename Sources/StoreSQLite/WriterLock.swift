import Foundation
import RungPorts
import Synchronization

/// The exclusive right to write a store: a lock on `<store>.lock`, held as long as this lives.
///
/// The kernel drops it with the process, whatever the process died of, so a lock file that is left
/// behind means nothing. The file is never removed: a lock on a removed file would bind nobody.
final class WriterLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock within a fifth of a second or not at all.
  /// - Throws: `locked`, naming the holder's process id when it has written one; `readOnly` or
  ///   `unreachable` when the lock file cannot be made.
  init(store path: String) throws(StoreError) {
    let lockPath = path + ".lock"
    // Close-on-exec: a server process started by the daemon must not keep the lock after its end.
    let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      let code: StoreError.Code = [EACCES, EROFS, EPERM].contains(errno) ? .readOnly : .unreachable
      throw StoreError(
        code,
        "cannot make the lock file \(lockPath): \(systemErrorText()). "
          + "The store's folder must exist and be writable by this user")
    }
    guard Self.takes(opened) else {
      let isTaken = errno == EWOULDBLOCK
      let text = systemErrorText()
      let holder = Self.holder(in: opened)
      close(opened)
      guard isTaken else {
        throw StoreError(.unreachable, "cannot lock \(lockPath): \(text)")
      }
      throw StoreError(
        .locked,
        "\(path) is in use by \(holder.map { "process \($0)" } ?? "another process"). "
          + "One daemon writes a store: stop that one, or give this one a store of its own")
    }
    Self.write(holder: getpid(), to: opened)
    descriptor = Mutex(opened)
  }

  deinit { release() }

  /// Gives the lock back; once is enough, more does no harm.
  func release() {
    let held = descriptor.withLock { descriptor in
      defer { descriptor = nil }
      return descriptor
    }
    if let held { close(held) }
  }

  /// Tries for up to a fifth of a second: between fork and exec a child of the last holder has the
  /// lock for a moment longer than the holder itself.
  private static func takes(_ descriptor: Int32) -> Bool {
    for _ in 0..<10 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK else { return false }
      usleep(20_000)
    }
    errno = EWOULDBLOCK
    return false
  }

  private static func holder(in descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// The process id is a courtesy for the message; a failure to write it changes nothing.
  private static func write(holder: Int32, to descriptor: Int32) {
    let text = Array("\(holder)\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, text, text.count, 0)
  }
}
