import HTTPTypes
import Hummingbird
import RungFormats

/// Lets in who may speak to the daemon: by token, or on this machine only; never a web page of
/// somebody else's that a browser here has open.
struct AdmissionGate: RouterMiddleware {
  let settings: ServerSettings
  /// Paths that need no token: `/healthz`, `/readyz`.
  let openPaths: Set<String>

  func handle(
    _ request: Request, context: APIContext,
    next: (Request, APIContext) async throws -> Response
  ) async throws -> Response {
    if settings.tokens.isEmpty { try checkHost(request) }
    if request.method != .get && request.method != .head { try checkOrigin(request) }
    var context = context
    context.caller = try caller(of: request)
    return try await next(request, context)
  }

  /// Without tokens, a page on a name that was re-bound to 127.0.0.1 would get in; its `Host`
  /// still tells that name.
  private func checkHost(_ request: Request) throws {
    let own = ["localhost", "127.0.0.1", "[::1]", settings.host.lowercased()]
    let hosts = [request.head.authority].compactMap { $0 } + request.headers[values: .host]
    for host in hosts where !own.contains(Self.hostname(of: host)) {
      throw APIError(
        .forbidden, "foreign_host",
        "without tokens only the hosts localhost, 127.0.0.1 and [::1] are answered")
    }
  }

  private func checkOrigin(_ request: Request) throws {
    let site = request.headers[.secFetchSite] ?? "none"
    let isOwnSite = site == "same-origin" || site == "none"
    var isOwnOrigin = true
    if let origin = request.headers[.origin] {
      let authority = request.head.authority?.lowercased() ?? ""
      isOwnOrigin = ["http://\(authority)", "https://\(authority)"].contains(origin.lowercased())
    }
    guard isOwnSite && isOwnOrigin else {
      throw APIError(
        .forbidden, "foreign_origin",
        "a web page of another origin may change nothing here; use the CLI or curl")
    }
  }

  private func caller(of request: Request) throws -> String {
    let name: String
    if settings.tokens.isEmpty {
      name = "local"
    } else if let token = settings.tokens.holder(of: request.headers[.authorization]) {
      name = token.name
    } else if openPaths.contains(request.uri.path) {
      return "anyone"
    } else {
      throw APIError(
        .unauthorized, "unauthorized",
        "a known token is needed: send the field 'Authorization: Bearer TOKEN'",
        headers: [.wwwAuthenticate: "Bearer realm=\"rung\""])
    }
    guard let user = request.headers[.rungUser] else { return name }
    guard (1...64).contains(user.utf8.count), user.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else {
      throw APIError.badRequest(
        "the field X-Rung-User is 1 to 64 printable ASCII characters",
        faults: [.init(at: "header.X-Rung-User", message: "too long, empty or not ASCII")])
    }
    return "\(name) (\(user))"
  }

  /// The name in `name:port`, `[::1]:port`, in lower case.
  static func hostname(of authority: String) -> String {
    let text = authority.lowercased()
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return text }
      return String(text[...end])
    }
    return String(text.prefix { $0 != ":" })
  }
}

extension HTTPField.Name {
  /// The person behind a call, as the caller says; for the audit log only.
  static let rungUser = named("X-Rung-User")
  static let host = named("Host")
  static let secFetchSite = named("Sec-Fetch-Site")

  private static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("'\(text)' is not the name of an HTTP field")
    }
    return name
  }
}
