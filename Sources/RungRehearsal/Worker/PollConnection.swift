import Glibc

/// A request as `PollServer` hands it over.
package struct PollRequest: Hashable, Sendable {
  package var method: String
  /// Without the query.
  package var path: String
  package var query: String
  package var body: [UInt8]
}

/// What is answered.
package struct PollResponse: Hashable, Sendable {
  package var status: Int
  package var type: String
  package var body: [UInt8]

  package init(_ status: Int, type: String = "application/json", _ text: String) {
    self.status = status
    self.type = type
    body = Array(text.utf8)
  }
}

/// One connection of a `PollServer`: bytes come in, requests are taken off the front, answers wait
/// to go out.
struct PollConnection {
  /// Request line and headers; what a browser sends is a tenth of it.
  private static let headLimit = 16 << 10
  private static let bodyLimit = 1 << 20

  let descriptor: Int32
  private(set) var activeAt: ContinuousClock.Instant
  private(set) var isClosed = false
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var endsAfterOutput = false

  init(_ descriptor: Int32, at now: ContinuousClock.Instant) {
    self.descriptor = descriptor
    activeAt = now
  }

  var hasOutput: Bool { !output.isEmpty }
  /// Whether a request has begun and is not fully answered.
  var isBusy: Bool { !isClosed && (hasOutput || !input.isEmpty) }

  /// Reads, answers and writes as far as it goes without waiting.
  /// - Parameter isLast: whether the connection ends after the requests received by now.
  mutating func advance(
    at now: ContinuousClock.Instant, isLast: Bool, _ answer: (PollRequest) -> PollResponse
  ) {
    activeAt = now
    receive()
    while !isClosed, !endsAfterOutput, let step = nextRequest() {
      switch step {
      case .success(let (request, keepsAlive)):
        let closes = isLast || !keepsAlive
        enqueue(answer(request), closes: closes, withBody: request.method != "HEAD")
      case .failure(let refusal):
        enqueue(refusal.response, closes: true, withBody: true)
      }
    }
    send()
  }

  private mutating func receive() {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while input.count <= Self.headLimit + Self.bodyLimit {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        input.append(contentsOf: buffer[..<count])
      } else {
        // 0 is the peer's end: it wants no more, and a half request will not be completed.
        if count == 0 || (errno != EAGAIN && errno != EINTR) { isClosed = output.isEmpty }
        return
      }
    }
  }

  private mutating func send() {
    while !output.isEmpty {
      let count = output.withUnsafeBytes {
        // No SIGPIPE for a peer that has left.
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        if errno != EAGAIN && errno != EINTR { isClosed = true }
        return
      }
      output.removeFirst(count)
    }
    if endsAfterOutput { isClosed = true }
  }

  private struct Refusal: Error {
    var response: PollResponse
    init(_ status: Int, _ words: String) {
      response = PollResponse(status, type: "text/plain", "\(words)\n")
    }
  }

  /// The first whole request of the input, taken off it; nil when more bytes are needed.
  private mutating func nextRequest() -> Result<(PollRequest, keepsAlive: Bool), Refusal>? {
    guard let headEnd = endOfHead() else {
      guard input.count > Self.headLimit else { return nil }
      return .failure(Refusal(431, "headers are limited to \(Self.headLimit) bytes"))
    }
    let head = String(decoding: input[..<headEnd], as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline)
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
      return .failure(Refusal(400, "this is not HTTP/1.1"))
    }
    var length = 0
    var keepsAlive = words[2] != "HTTP/1.0"
    for line in lines.dropFirst() {
      let (name, value) = field(line)
      if name == "connection" { keepsAlive = keepsAlive && value.lowercased() != "close" }
      if name == "transfer-encoding" { return .failure(Refusal(411, "send a Content-Length")) }
      if name == "content-length" {
        guard let number = Int(value), number >= 0, number <= Self.bodyLimit else {
          return .failure(Refusal(413, "a body is limited to \(Self.bodyLimit) bytes"))
        }
        length = number
      }
    }
    guard input.count >= headEnd + length else { return nil }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let request = PollRequest(
      method: String(words[0]), path: String(target[0]),
      query: target.count > 1 ? String(target[1]) : "",
      body: Array(input[headEnd..<headEnd + length]))
    input.removeFirst(headEnd + length)
    return .success((request, keepsAlive))
  }

  private func endOfHead() -> Int? {
    guard input.count >= 4 else { return nil }
    for index in 3..<input.count where input[index] == 10 {
      if input[index - 1] == 13, input[index - 2] == 10, input[index - 3] == 13 {
        return index + 1
      }
    }
    return nil
  }

  private func field(_ line: Substring) -> (name: String, value: String) {
    let sides = line.split(separator: ":", maxSplits: 1)
    guard sides.count == 2 else { return ("", "") }
    return (sides[0].lowercased(), sides[1].filter { !$0.isWhitespace })
  }

  private mutating func enqueue(_ response: PollResponse, closes: Bool, withBody: Bool) {
    let head = """
      HTTP/1.1 \(response.status) \(phrase(response.status))\r
      Content-Type: \(response.type)\r
      Content-Length: \(response.body.count)\r
      Connection: \(closes ? "close" : "keep-alive")\r
      \r

      """
    output.append(contentsOf: head.utf8)
    if withBody { output.append(contentsOf: response.body) }
    endsAfterOutput = closes
  }

  private func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 503: "Service Unavailable"
    default: "Status \(status)"
    }
  }
}
