import RungModel

/// A ration that refills: EC2's launch budget is 1,000 machines and 2 a second.
/// - SeeAlso: docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
struct TokenBucket: Hashable, Sendable {
  private let burst: Double
  private let perSecond: Double
  private var tokens: Double
  private var at: Timestamp

  init(burst: Double, perSecond: Double, at now: Timestamp) {
    self.burst = burst
    self.perSecond = perSecond
    tokens = burst
    at = now
  }

  /// Takes as many whole tokens as there are, at most `count`; returns how many.
  mutating func take(_ count: Int, at now: Timestamp) -> Int {
    tokens = min(burst, tokens + perSecond * max(0, (now - at).inSeconds))
    at = max(at, now)
    let taken = min(count, Int(tokens))
    tokens -= Double(taken)
    return taken
  }
}
