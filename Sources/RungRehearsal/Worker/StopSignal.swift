import Glibc
import Synchronization

/// Turns a signal into `PollServer.stop`.
///
/// A handler of its own and not a library's, because those bring an event loop or a thread pool,
/// and a worker has neither. The handler may run on any thread at any instant, so it only writes
/// one byte to a pipe.
package enum StopSignal {
  /// Where the handler writes: a C handler has no context, so this is the process's one place.
  private static let pipe = Atomic<Int32>(-1)

  /// From now on each of these signals stops the server; the caller keeps the server alive for as
  /// long as the process may be signalled.
  package static func stop(_ server: PollServer, on signals: [Int32] = [SIGTERM, SIGINT]) {
    pipe.store(server.wakeWriter, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let saved = errno
      var byte: UInt8 = 1
      _ = write(StopSignal.pipe.load(ordering: .sequentiallyConsistent), &byte, 1)
      errno = saved
    }
    for signal in signals { sigaction(signal, &action, nil) }
  }
}
