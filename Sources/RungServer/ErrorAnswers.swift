import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RungPorts

/// Turns whatever is thrown below into a JSON answer, and logs what went through.
struct ErrorAnswers: RouterMiddleware {
  let routes: RouteTable
  let limits: ServerSettings.Limits

  func handle(
    _ request: Request, context: APIContext,
    next: (Request, APIContext) async throws -> Response
  ) async throws -> Response {
    let response: Response
    do {
      response = try await next(request, context)
    } catch let error as APIError {
      response = error.response
    } catch let error as StoreError {
      response = APIError.storeFailed(error, "the store did not answer").response
    } catch is NIOTooManyBytesError {
      response = tooLarge.response
    } catch let error as HTTPError {
      response = answer(to: error, request).response
    } catch {
      context.logger.error(
        "Request failed",
        metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
      response =
        APIError(
          .internalServerError, "internal_error",
          "the server failed to answer; its log has the error"
        ).response
    }
    // The path only: a query may hold what a log should not.
    context.logger.debug(
      "Request answered",
      metadata: [
        "method": "\(request.method)", "path": "\(request.uri.path)",
        "status": "\(response.status.code)",
      ])
    return response
  }

  private var tooLarge: APIError {
    APIError(
      .contentTooLarge, "too_large",
      "the body is larger than \(limits.bodyBytes) bytes; send smaller batches")
  }

  private func answer(to error: HTTPError, _ request: Request) -> APIError {
    if error.status == .contentTooLarge { return tooLarge }
    guard error.status == .notFound else {
      return APIError(
        error.status, "http_\(error.status.code)", error.body ?? error.status.reasonPhrase)
    }
    let allowed = routes.methods(at: request.uri.path)
    guard !allowed.isEmpty else {
      return .notFound("there is no \(request.uri.path) here; GET /v1/openapi.json lists all paths")
    }
    let methods = allowed.map(\.rawValue).joined(separator: ", ")
    return APIError(
      .methodNotAllowed, "method_not_allowed",
      "\(request.uri.path) does not take \(request.method); it takes \(methods)",
      headers: [.allow: methods])
  }
}
