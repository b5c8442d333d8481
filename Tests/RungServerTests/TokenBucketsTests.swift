import Testing

@testable import RungServer

@Suite struct TokenBucketsTests {
  @Test func aBucketHoldsOneSecondAndFillsSteadily() {
    var buckets = TokenBuckets(ratePerSecond: 10)
    for _ in 0..<10 { #expect(buckets.take(for: "a", at: .zero) == nil) }
    #expect(buckets.take(for: "a", at: .zero) == .milliseconds(100))
    #expect(buckets.take(for: "a", at: .milliseconds(100)) == nil)
    #expect(buckets.take(for: "a", at: .milliseconds(100)) != nil)
    for _ in 0..<10 { #expect(buckets.take(for: "a", at: .seconds(60)) == nil) }
    #expect(buckets.take(for: "a", at: .seconds(60)) != nil)
  }

  @Test func onePeerDoesNotUseUpAnothers() {
    var buckets = TokenBuckets(ratePerSecond: 1)
    #expect(buckets.take(for: "a", at: .zero) == nil)
    #expect(buckets.take(for: "a", at: .zero) != nil)
    #expect(buckets.take(for: "b", at: .zero) == nil)
  }

  @Test func slowRatesStillGiveOne() {
    var buckets = TokenBuckets(ratePerSecond: 0.5)
    #expect(buckets.take(for: "a", at: .zero) == nil)
    #expect(buckets.take(for: "a", at: .zero) == .seconds(2))
  }

  @Test func timeThatStandsOrRunsBackGivesNothing() {
    var buckets = TokenBuckets(ratePerSecond: 1)
    #expect(buckets.take(for: "a", at: .seconds(5)) == nil)
    #expect(buckets.take(for: "a", at: .seconds(1)) != nil)
    #expect(buckets.take(for: "a", at: .seconds(5)) != nil)
  }

  @Test func aFloodOfPeersIsBoundedAndIdleOnesAreForgotten() {
    var buckets = TokenBuckets(ratePerSecond: 1)
    var refused = 0
    for peer in 0..<3 * TokenBuckets.mostPeers
    where buckets.take(for: "peer \(peer)", at: .zero) != nil {
      refused += 1
    }
    #expect(buckets.peerCount <= TokenBuckets.mostPeers + 1)
    #expect(refused == 2 * TokenBuckets.mostPeers - 1)
    #expect(buckets.take(for: "late", at: .seconds(10)) == nil)
    #expect(buckets.peerCount <= 2)
  }
}
