import HTTPTypes
import Hummingbird
import Synchronization

/// Turns away a peer that asks too often, before anything is read or compared for it.
struct RateGate: RouterMiddleware {
  private let buckets: BucketBox
  private let origin: ContinuousClock.Instant

  init(ratePerSecond: Double) {
    buckets = BucketBox(TokenBuckets(ratePerSecond: ratePerSecond))
    origin = .now
  }

  func handle(
    _ request: Request, context: APIContext,
    next: (Request, APIContext) async throws -> Response
  ) async throws -> Response {
    let passed = ContinuousClock.now - origin
    let wait = buckets.value.withLock { $0.take(for: context.peer ?? "unknown", at: passed) }
    if let wait {
      let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
      throw APIError(
        .tooManyRequests, "too_many_requests",
        "this peer asks too often; wait \(seconds) s, and send samples in batches",
        headers: [.retryAfter: String(seconds)])
    }
    return try await next(request, context)
  }
}

/// A mutex cannot be copied; a middleware is. This holds the one for all copies.
private final class BucketBox: Sendable {
  let value: Mutex<TokenBuckets>

  init(_ buckets: TokenBuckets) { value = Mutex(buckets) }
}
