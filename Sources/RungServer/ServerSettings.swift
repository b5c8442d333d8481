/// Where the server listens, who may speak to it and how much.
package struct ServerSettings: Sendable {
  /// An address or `localhost`. Default `127.0.0.1`: this machine only.
  package var host: String
  /// 0 lets the system choose; `application` tells which one it was.
  package var port: Int
  /// Who may call. Empty is allowed on a loopback address only, and lets everybody there in.
  package var tokens: [AccessToken]
  package var limits: Limits

  package init(
    host: String = "127.0.0.1", port: Int = 8080, tokens: [AccessToken] = [],
    limits: Limits = Limits()
  ) {
    self.host = host
    self.port = port
    self.tokens = tokens
    self.limits = limits
  }

  /// What one caller may use up.
  package struct Limits: Hashable, Sendable {
    /// The largest body, in bytes. Default 4 MiB: some 30,000 samples.
    package var bodyBytes: Int
    /// The largest head of a request, in bytes, all fields together. Default 16 KiB.
    package var headerBytes: Int
    /// Requests a second of one peer, in the long run; as many again may come at once.
    /// Default 500: far above what dashboards and senders need, far below a flood.
    package var requestsPerSecond: Double
    /// From the head of a request to its answer, the body's arrival included. Default 10 s.
    package var requestTimeout: Duration
    /// How long a connection may stand without a request. Default 60 s.
    package var idleTimeout: Duration

    /// Connections at once; more wait in the listen queue. Default 900: below the 1,024 open
    /// files that most systems allow a process.
    package var connections: Int

    package init(
      bodyBytes: Int = 4 << 20, headerBytes: Int = 16 << 10, requestsPerSecond: Double = 500,
      requestTimeout: Duration = .seconds(10), idleTimeout: Duration = .seconds(60),
      connections: Int = 900
    ) {
      self.bodyBytes = bodyBytes
      self.headerBytes = headerBytes
      self.requestsPerSecond = requestsPerSecond
      self.requestTimeout = requestTimeout
      self.idleTimeout = idleTimeout
      self.connections = connections
    }
  }

  /// Whether only this machine can reach `host`: `localhost`, `127.…`, `::1`.
  package var isLoopback: Bool {
    let name = host.lowercased()
    if name == "localhost" || name == "::1" || name == "[::1]" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The host without the brackets that an IPv6 address has in URLs.
  var bareHost: String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }

  /// Checks what would be unsafe or could not work.
  /// - Throws: the first fault, with what to write instead.
  func validate() throws(ServerSettingsError) {
    if tokens.isEmpty && !isLoopback {
      throw ServerSettingsError(
        "listening on \(host) lets other machines in, so tokens are needed: give at least one "
          + "token, or listen on 127.0.0.1")
    }
    guard (0...65_535).contains(port) else {
      throw ServerSettingsError("port \(port) does not exist: ports go from 0 to 65535")
    }
    guard limits.bodyBytes > 0, limits.headerBytes > 0, limits.requestsPerSecond > 0,
      limits.requestsPerSecond.isFinite, limits.requestTimeout > .zero,
      limits.idleTimeout > .zero, limits.connections > 0
    else { throw ServerSettingsError("every limit of the server must be above 0") }
    try validateTokens()
  }

  private func validateTokens() throws(ServerSettingsError) {
    var names: Set<String> = []
    for token in tokens {
      guard !token.name.isEmpty else {
        throw ServerSettingsError("a token has no name: the audit log tells callers by it")
      }
      guard names.insert(token.name).inserted else {
        throw ServerSettingsError("two tokens are named '\(token.name)': names must differ")
      }
      guard token.isLongEnough else {
        throw ServerSettingsError(
          "token '\(token.name)' is shorter than \(AccessToken.shortest) characters: make one "
            + "with `openssl rand -hex 32`")
      }
    }
  }
}

/// Settings that the server refuses to start with.
package struct ServerSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it; holds no secret.
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
