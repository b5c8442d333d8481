import Glibc
import RungPorts

/// Holds a state folder for one daemon; released when the last reference goes, or its process.
///
/// A child that is being started holds it too, until it runs its own program: the next daemon
/// cannot look for processes before each of them shows whose it is.
final class StateLock: Sendable {
  /// Close-on-exec.
  let descriptor: Int32

  /// Takes the lock, waiting up to two seconds for a daemon that is just ending.
  ///
  /// Blocks its thread meanwhile.
  /// - Throws: `misconfigured` when another daemon holds it or the file cannot be made.
  init(stateFolder: String) throws(BackendError) {
    let path = stateFolder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw BackendError(
        .misconfigured,
        "cannot open \(path): \(String(cString: strerror(errno))); make the folder writable")
    }
    for _ in 0..<40 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      usleep(50_000)
    }
    close(descriptor)
    throw BackendError(
      .misconfigured,
      "another daemon runs the local pool of \(stateFolder); stop it or use another state folder")
  }

  deinit { close(descriptor) }
}
