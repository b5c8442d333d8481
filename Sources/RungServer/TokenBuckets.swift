/// A bucket of requests for each peer: filled at a steady rate, emptied one by one.
///
/// Pure: time is an argument, counted from any fixed origin.
struct TokenBuckets: Sendable {
  /// Peers remembered; beyond it those whose bucket is full again are forgotten, which changes
  /// nothing for them. 4,096 buckets are some 300 KB.
  static let mostPeers = 4_096

  private struct Bucket {
    var tokens: Double
    var at: Duration
  }

  private let ratePerSecond: Double
  private let capacity: Double
  private var buckets: [String: Bucket] = [:]

  /// - Parameter ratePerSecond: above 0; a full bucket holds one second of it, at least 1.
  init(ratePerSecond: Double) {
    precondition(ratePerSecond > 0, "a bucket fills at a rate above 0, not \(ratePerSecond)")
    self.ratePerSecond = ratePerSecond
    capacity = max(1, ratePerSecond)
  }

  /// How many peers are remembered.
  var peerCount: Int { buckets.count }

  /// Takes one token for a request.
  /// - Returns: nil when there was one, else the time until there will be.
  mutating func take(for peer: String, at now: Duration) -> Duration? {
    if buckets[peer] == nil && buckets.count >= Self.mostPeers { forgetFull(at: now) }
    // Peers beyond the bound share one bucket, so that a flood of addresses gains nothing.
    let key = buckets[peer] == nil && buckets.count >= Self.mostPeers ? "" : peer
    var bucket = buckets[key] ?? Bucket(tokens: capacity, at: now)
    bucket.tokens = tokens(of: bucket, at: now)
    bucket.at = max(bucket.at, now)
    defer { buckets[key] = bucket }
    guard bucket.tokens >= 1 else {
      return .seconds((1 - bucket.tokens) / ratePerSecond)
    }
    bucket.tokens -= 1
    return nil
  }

  private func tokens(of bucket: Bucket, at now: Duration) -> Double {
    let passed = max(.zero, now - bucket.at)
    return min(capacity, bucket.tokens + passed / .seconds(1) * ratePerSecond)
  }

  private mutating func forgetFull(at now: Duration) {
    buckets = buckets.filter { tokens(of: $0.value, at: now) < capacity }
  }
}
