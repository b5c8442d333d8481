import HTTPTypes
import Hummingbird

/// One path and method that the API answers.
struct Route: Sendable {
  let method: HTTPRequest.Method
  /// As in the OpenAPI document: `/v1/services/{name}`.
  let path: String
  /// Whether it is answered without a token.
  let isOpen: Bool
  let handle: @Sendable (Request, APIContext) async throws -> Response

  static func get(
    _ path: String, isOpen: Bool = false,
    _ handle: @escaping @Sendable (Request, APIContext) async throws -> Response
  ) -> Route {
    Route(method: .get, path: path, isOpen: isOpen, handle: handle)
  }

  static func post(
    _ path: String,
    _ handle: @escaping @Sendable (Request, APIContext) async throws -> Response
  ) -> Route {
    Route(method: .post, path: path, isOpen: false, handle: handle)
  }

  /// Whether a request's path is one of this route's.
  func matches(_ path: String) -> Bool {
    let pattern = self.path.split(separator: "/")
    let parts = path.split(separator: "/")
    return pattern.count == parts.count
      && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}

/// Everything that the server answers. The router, the 405 answers and the test of the OpenAPI
/// document all read this one list.
struct RouteTable: Sendable {
  let routes: [Route]

  var openPaths: Set<String> { Set(routes.filter(\.isOpen).map(\.path)) }

  /// The methods that a path takes; empty when there is no such path.
  func methods(at path: String) -> [HTTPRequest.Method] {
    routes.filter { $0.matches(path) }.map(\.method)
  }

  /// A router with every route, each under a deadline.
  func router(settings: ServerSettings) -> Router<APIContext> {
    let router = Router(context: APIContext.self)
    router.add(middleware: ErrorAnswers(routes: self, limits: settings.limits))
    router.add(middleware: RateGate(ratePerSecond: settings.limits.requestsPerSecond))
    router.add(middleware: AdmissionGate(settings: settings, openPaths: openPaths))
    let limit = settings.limits.requestTimeout
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await withDeadline(limit) { try await route.handle(request, context) }
      }
    }
    return router
  }
}

/// Gives up on work, a slowly arriving body included, that takes too long.
///
/// The work is cancelled, and waited for: what ignores cancellation is not left behind running.
private func withDeadline(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Response
) async throws -> Response {
  try await withThrowingTaskGroup(of: Response.self) { group in
    group.addTask(operation: work)
    group.addTask {
      try await Task.sleep(for: limit)
      throw APIError.timedOut(limit)
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else {
      preconditionFailure("a group of two tasks ended without a result")
    }
    return first
  }
}
