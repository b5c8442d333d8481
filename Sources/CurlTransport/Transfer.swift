import CCurl
import Glibc

/// One request on its way: its libcurl handle and what has come back so far.
///
/// Lives on the loop thread only. libcurl holds an unretained pointer to it while the handle is
/// configured; `Transfers` keeps it alive until the handle is reset.
final class Transfer {
  /// The most bytes of headers taken; servers and proxies stop at 8 to 64 KB.
  private static let headerLimit = 256 << 10
  /// Large enough that listings of megabytes arrive in few calls: twice the rate of the default.
  private static let bufferBytes = 256 << 10

  let submission: Submission
  /// The libcurl handle; owned by `Transfers`, which uses it again.
  let easy: UnsafeMutableRawPointer
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>
  private var body: [UInt8] = []
  private var headers: [(String, String)] = []
  private var headerBytes = 0
  private var isTooLarge = false

  init(_ submission: Submission, easy: UnsafeMutableRawPointer) {
    self.submission = submission
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  /// `GET http://…`, for messages.
  var name: String { "\(submission.request.method) \(submission.request.url)" }

  /// Frees what libcurl read from; called once, after the handle was reset.
  func release() {
    curl_slist_free_all(headerList)
    headerList = nil
    errorText.deallocate()
  }

  /// Tells libcurl everything about the request.
  /// - Returns: a failure when it cannot be sent as it is.
  func configure() -> HTTPFailure? {
    let request = submission.request
    guard !request.url.utf8.contains(0),
      rung_curl_setopt_str(easy, CURLOPT_URL, request.url) == CURLE_OK
    else { return HTTPFailure(.invalid, "\(name): not a URL") }
    _ = rung_curl_setopt_str(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = rung_curl_setopt_long(easy, CURLOPT_NOSIGNAL, 1)
    _ = rung_curl_setopt_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    _ = rung_curl_setopt_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
    _ = rung_curl_setopt_long(easy, CURLOPT_BUFFERSIZE, Self.bufferBytes)
    _ = rung_curl_setopt_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    _ = rung_curl_setopt_long(easy, CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
    _ = rung_curl_setopt_long(
      easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
    if isLoopback(request.url) { _ = rung_curl_setopt_str(easy, CURLOPT_PROXY, "") }
    _ = rung_curl_setopt_ptr(easy, CURLOPT_ERRORBUFFER, errorText)
    setMethodAndBody(request)
    receive()
    return setHeaders(request)
  }

  /// What came of the transfer once libcurl has ended it.
  func result(_ status: CURLcode) -> Result<HTTPResponse, HTTPFailure> {
    if isTooLarge {
      let limit = submission.request.responseLimit
      return .failure(
        HTTPFailure(.tooLarge, "\(name): the answer is larger than the \(limit) bytes allowed"))
    }
    guard status == CURLE_OK else {
      let detail = String(cString: errorText)
      let reason = detail.isEmpty ? String(cString: curl_easy_strerror(status)) : detail
      return .failure(HTTPFailure(HTTPFailure.Code(status), "\(name): \(reason)"))
    }
    var code = 0
    _ = rung_curl_getinfo_long(easy, CURLINFO_RESPONSE_CODE, &code)
    return .success(HTTPResponse(status: code, headers: headers, body: body))
  }

  private func setMethodAndBody(_ request: HTTPRequest) {
    if !request.body.isEmpty || request.method == "POST" {
      _ = rung_curl_setopt_off(
        easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      // An empty body still needs an address: nil would make libcurl read from standard input.
      let bytes = request.body.isEmpty ? [0] : request.body
      bytes.withUnsafeBytes { buffer in
        _ = rung_curl_setopt_ptr(
          easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: buffer.baseAddress))
      }
      guard request.method != "POST" else { return }
    } else if request.method == "HEAD" {
      _ = rung_curl_setopt_long(easy, CURLOPT_NOBODY, 1)
      return
    } else if request.method == "GET" {
      _ = rung_curl_setopt_long(easy, CURLOPT_HTTPGET, 1)
      return
    }
    _ = rung_curl_setopt_str(easy, CURLOPT_CUSTOMREQUEST, request.method)
  }

  private func setHeaders(_ request: HTTPRequest) -> HTTPFailure? {
    // libcurl would add both by itself: a wait of a second for large bodies, and a form's type.
    var lines = ["Expect:"]
    if !request.headers.contains(where: { $0.0.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    for (name, value) in request.headers {
      guard !name.isEmpty,
        !(name + value).unicodeScalars.contains(where: { "\r\n\0".unicodeScalars.contains($0) })
      else { return HTTPFailure(.invalid, "\(self.name): header '\(name)' has a line break") }
      // A semicolon is how libcurl is told to send a header without a value.
      lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    for line in lines { headerList = curl_slist_append(headerList, line) }
    _ = rung_curl_setopt_slist(easy, CURLOPT_HTTPHEADER, headerList)
    return nil
  }
}

// What libcurl calls as bytes arrive.
extension Transfer {
  private func receive() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = rung_curl_setopt_ptr(easy, CURLOPT_WRITEDATA, context)
    _ = rung_curl_setopt_write(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = rung_curl_setopt_ptr(easy, CURLOPT_HEADERDATA, context)
    _ = rung_curl_setopt_write(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
  }

  /// - Returns: the bytes taken; fewer than given ends the transfer.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    let limit = submission.request.responseLimit
    if body.isEmpty {
      var announced: curl_off_t = -1
      _ = rung_curl_getinfo_off(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced)
      isTooLarge = announced > curl_off_t(limit)
      if !isTooLarge, announced > 0 { body.reserveCapacity(Int(announced)) }
    }
    isTooLarge = isTooLarge || body.count + bytes.count > limit
    guard !isTooLarge else { return 0 }
    body.append(contentsOf: bytes)
    return bytes.count
  }

  private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
    headerBytes += bytes.count
    guard headerBytes <= Self.headerLimit else {
      isTooLarge = true
      return 0
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // A status line: what came before it was an interim answer (100 Continue).
      headers = []
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
      let end = value.lastIndex { !$0.isWhitespace }
      headers.append((String(line[..<colon]), end.map { String(value[...$0]) } ?? ""))
    }
    return bytes.count
  }
}

extension HTTPFailure.Code {
  /// What kind of failure a code of libcurl is.
  /// - SeeAlso: https://curl.se/libcurl/c/libcurl-errors.html
  init(_ status: CURLcode) {
    switch status {
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: self = .invalid
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .unresolved
    case CURLE_COULDNT_CONNECT: self = .unreachable
    case CURLE_OPERATION_TIMEDOUT: self = .timeout
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE:
      self = .tls
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR: self = .broken
    default: self = .other
    }
  }
}

/// For libcurl, where 0 would mean "no limit": never below 1.
private func milliseconds(_ duration: Duration) -> Int {
  let (seconds, attoseconds) = duration.components
  return max(1, Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
}

/// Whether a URL names this machine: a proxy of the environment would look for it elsewhere.
private func isLoopback(_ url: String) -> Bool {
  // "http:", "", "user@host:port", "path…"
  let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
  guard parts.count >= 3, let host = parts[2].split(separator: "@").last else { return false }
  return host.hasPrefix("127.") || host.hasPrefix("[::1]")
    || host.prefix { $0 != ":" }.lowercased() == "localhost"
}
