import CCurl
import Glibc
import Synchronization

/// One thread that drives one curl_multi.
///
/// Everything of libcurl is touched on that thread only, but for `curl_multi_wakeup`, which is
/// made to be called from others. Calling tasks leave commands in the inbox and wake the thread.
final class CurlLoop: Sendable {
  private enum Command: Sendable {
    case add(Submission)
    case cancel(Ticket)
  }

  private struct Inbox {
    var commands: [Command] = []
    /// Whether the thread was woken and has not looked since: one wake-up serves many commands.
    var isWoken = false
    var isStopping = false
    /// After this nothing may touch the multi handle, for it is freed.
    var isClosed = false
  }

  /// The one C handle that crosses threads.
  ///
  /// Unchecked because a pointer says nothing about threads. It holds because other threads only
  /// pass it to `curl_multi_wakeup`, which libcurl documents as safe, and only under the inbox's
  /// lock while `isClosed` is false; all else happens on the loop thread, which sets `isClosed`
  /// under the same lock before it frees the handle.
  private struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  /// libcurl wants its global start once in a process, before any handle.
  private static let globalStart: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  private let inbox = Mutex(Inbox())
  private let multi: MultiHandle

  init(maxConnections: Int) {
    precondition(Self.globalStart == CURLE_OK, "libcurl could not start: \(Self.globalStart)")
    guard let pointer = curl_multi_init() else {
      preconditionFailure("libcurl gave no multi handle: out of memory or file descriptors")
    }
    multi = MultiHandle(pointer: pointer)
    _ = rung_curl_multi_setopt_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, maxConnections)
    _ = rung_curl_multi_setopt_long(pointer, CURLMOPT_MAXCONNECTS, maxConnections)
  }

  /// Starts the thread, which keeps the loop alive until `stop`.
  func start() {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        blockSignals()
        Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(status == 0, "no thread for libcurl: \(String(cString: strerror(status)))")
    pthread_detach(thread)
  }

  /// Hands a request over; its continuation is resumed exactly once, here or by the thread.
  func submit(_ submission: Submission) {
    if !push(.add(submission)) {
      submission.continuation.resume(returning: .failure(.afterShutdown))
    }
  }

  /// Ends a request early, also one that has not arrived yet.
  func cancel(_ ticket: Ticket) {
    ticket.isCancelled.store(true, ordering: .sequentiallyConsistent)
    _ = push(.cancel(ticket))
  }

  /// Asks the thread to end everything.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopping = true
      wake(&inbox)
    }
  }

  /// - Returns: false when the loop takes nothing any more.
  private func push(_ command: Command) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isStopping else { return false }
      inbox.commands.append(command)
      wake(&inbox)
      return true
    }
  }

  private func wake(_ inbox: inout Inbox) {
    guard !inbox.isWoken, !inbox.isClosed else { return }
    inbox.isWoken = true
    _ = curl_multi_wakeup(multi.pointer)
  }
}

// What follows runs on the loop thread.
extension CurlLoop {
  private func run() {
    var transfers = Transfers(multi: multi.pointer)
    while true {
      let (commands, isStopping) = inbox.withLock { inbox in
        defer { inbox.commands.removeAll(keepingCapacity: true) }
        inbox.isWoken = false
        return (inbox.commands, inbox.isStopping)
      }
      for command in commands { carryOut(command, &transfers, isStopping: isStopping) }
      if isStopping { break }
      transfers.advance()
      wait()
    }
    transfers.endAll(.afterShutdown)
    inbox.withLock { $0.isClosed = true }
    curl_multi_cleanup(multi.pointer)
  }

  private func carryOut(_ command: Command, _ transfers: inout Transfers, isStopping: Bool) {
    switch command {
    case .add(let submission) where isStopping:
      submission.continuation.resume(returning: .failure(.afterShutdown))
    case .add(let submission)
    where submission.ticket.isCancelled.load(ordering: .sequentiallyConsistent):
      submission.continuation.resume(returning: .failure(.byCancellation(submission.request)))
    case .add(let submission): transfers.add(submission)
    case .cancel(let ticket): transfers.cancel(ticket)
    }
  }

  /// Sleeps until a socket, a timer of libcurl or a wake-up has something to do. A minute is only
  /// the longest nap of an idle client.
  private func wait() {
    guard curl_multi_poll(multi.pointer, nil, 0, 60_000, nil) != CURLM_OK else { return }
    // Out of memory or descriptors: go on, but never spin.
    usleep(10_000)
  }
}

/// Keeps all signals off the loop thread: they belong to the program's own, and a TLS write to a
/// closed connection must be an error here, not a SIGPIPE.
private func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, nil)
}

extension HTTPFailure {
  /// The answer to everything once the client is shut down.
  static let afterShutdown = HTTPFailure(.shutDown, "the HTTP client was shut down")

  /// The answer to a request whose task was cancelled.
  static func byCancellation(_ request: HTTPRequest) -> HTTPFailure {
    HTTPFailure(.cancelled, "\(request.method) \(request.url) was cancelled")
  }
}
