import CCurl

/// The transfers under way on one multi handle. Used on the loop thread only.
struct Transfers {
  /// Handles kept to be used again: making one costs more than a small request.
  private static let sparesKept = 64

  private let multi: UnsafeMutableRawPointer
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]
  private var byTicket: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]
  private var spares: [UnsafeMutableRawPointer] = []

  init(multi: UnsafeMutableRawPointer) { self.multi = multi }

  /// Starts a transfer, or ends it at once when it cannot be sent.
  mutating func add(_ submission: Submission) {
    guard let easy = spares.popLast() ?? curl_easy_init() else {
      let failure = HTTPFailure(.other, "libcurl gave no handle: out of memory")
      return submission.continuation.resume(returning: .failure(failure))
    }
    let transfer = Transfer(submission, easy: easy)
    running[easy] = transfer
    byTicket[ObjectIdentifier(submission.ticket)] = easy
    if let failure = transfer.configure() { return end(transfer, .failure(failure)) }
    let status = curl_multi_add_handle(multi, easy)
    if status != CURLM_OK {
      let reason = String(cString: curl_multi_strerror(status))
      end(transfer, .failure(HTTPFailure(.other, "\(transfer.name): \(reason)")))
    }
  }

  /// Ends the transfer of a ticket; nothing happens when it has ended already.
  mutating func cancel(_ ticket: Ticket) {
    guard let easy = byTicket[ObjectIdentifier(ticket)], let transfer = running[easy] else {
      return
    }
    end(transfer, .failure(.byCancellation(transfer.submission.request)))
  }

  /// Moves every transfer as far as it goes without waiting, and answers those that are done.
  mutating func advance() {
    var count: Int32 = 0
    _ = curl_multi_perform(multi, &count)
    var status = CURLE_OK
    while let easy = rung_curl_multi_next_done(multi, &status) {
      guard let transfer = running[easy] else { continue }
      end(transfer, transfer.result(status))
    }
  }

  /// Ends whatever runs, and frees the spare handles.
  mutating func endAll(_ failure: HTTPFailure) {
    for transfer in Array(running.values) { end(transfer, .failure(failure)) }
    for easy in spares { curl_easy_cleanup(easy) }
    spares = []
  }

  /// The only place where a started transfer is answered: it leaves both tables first, so it
  /// cannot be answered twice.
  private mutating func end(_ transfer: Transfer, _ result: Result<HTTPResponse, HTTPFailure>) {
    running[transfer.easy] = nil
    byTicket[ObjectIdentifier(transfer.submission.ticket)] = nil
    _ = curl_multi_remove_handle(multi, transfer.easy)
    curl_easy_reset(transfer.easy)
    transfer.release()
    if spares.count < Self.sparesKept {
      spares.append(transfer.easy)
    } else {
      curl_easy_cleanup(transfer.easy)
    }
    transfer.submission.continuation.resume(returning: result)
  }
}
