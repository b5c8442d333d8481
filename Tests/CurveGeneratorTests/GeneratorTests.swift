import RungModel
import Testing

@testable import CurveGenerator

@Suite("Generator")
struct GeneratorTests {
  @Test("The same seed gives the same match, another seed another")
  func determinism() {
    for kind in MatchKind.allCases {
      #expect(Generator.match(kind: kind, seed: 7) == Generator.match(kind: kind, seed: 7))
      #expect(Generator.match(kind: kind, seed: 7) != Generator.match(kind: kind, seed: 8))
    }
    #expect(Generator.library(seed: 1) == Generator.library(seed: 1))
    #expect(Generator.rehearsalMatch(seed: 1) == Generator.rehearsalMatch(seed: 1))
  }

  @Test("SplitMix64 gives the numbers of its reference implementation")
  func reference() {
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    ]
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test("The library has 24 matches of each kind in both metrics, ids once each")
  func library() {
    let library = Generator.library(seed: 1)
    #expect(library.count == 144)
    #expect(Set(library.map { "\($0.event.id) \($0.metric)" }).count == 144)
    for kind in MatchKind.allCases {
      let users = library.filter { $0.event.kind == kind.rawValue && $0.unit == .users }
      #expect(users.count == 24)
      #expect(users.filter { $0.event.tags["stage"] == "final" }.count == 2)
      #expect(users.filter { $0.event.tags["stage"] == "semi-final" }.count == 4)
      #expect(users[6].event.id == "synthetic-\(kind.shortName)-0007")
      #expect(Set(users.compactMap { $0.event.tags["weekday"] }).count == 7)
    }
    for curve in library {
      #expect(curve.origin == .synthetic)
      #expect(curve.values.allSatisfy { $0 != nil && $0! > 0 })
      let before = curve.event.begins! - Timestamp(minute: curve.firstMinute)
      #expect(before >= .minutes(90) && before <= .minutes(Curve.minutesBefore))
      let last = curve.firstMinute + Int64(curve.values.count) - 1
      #expect(Timestamp(minute: last) == curve.event.ends! + .minutes(Curve.minutesAfter))
    }
  }

  @Test("Another kind in the library leaves the matches of the others as they are")
  func cricketStays() {
    let cricket = Generator.libraryMatches(seed: 1).prefix(48)
    #expect(cricket.allSatisfy { $0.event.kind.hasPrefix("cricket-") })
    let start = cricket[0].messages[0].event.milestone("start")
    #expect(start == Timestamp(minute: 20_089 * 1_440 + 840))
  }

  @Test("A curve is made by the words of the event and the ladder; others are refused")
  func curveByName() throws {
    let curve = try #require(
      Generator.curve(kind: "cricket-odi", seed: 3, metric: "home_requests_per_second"))
    #expect(curve.unit == .rps)
    #expect(curve.event.kind == "cricket-odi")
    #expect(Generator.curve(kind: "chess", seed: 3) == nil)
    #expect(Generator.curve(kind: "cricket-t20", seed: 3, metric: "cpu") == nil)
  }

  @Test("The rehearsal rains 24 to 26 minutes, back within one, and peaks at about 25 million")
  func rehearsal() throws {
    for seed in UInt64(1)...30 {
      let match = Generator.rehearsalMatch(seed: seed)
      let users = match.minutes(.platformConcurrency)
      let event = match.event
      #expect(users.firstMinute == (try #require(event.milestone("toss"))).minute - 75)
      #expect(users.lastMinute == (try #require(event.milestone("end"))).minute + 35)
      let peak = users.present.map(\.value).max() ?? 0
      #expect((23_500_000...27_500_000).contains(peak))
      let stop = try #require(event.interruptions.first)
      let to = try #require(stop.to)
      #expect((24...26).contains((to - stop.from).inMinutes))
      let before = try #require(users[stop.from.minute])
      let low = try #require(users[to.minute])
      let back = try #require(users[to.minute + 1])
      #expect((0.16...0.25).contains(low / before))
      #expect(back / before > 0.88)
      let told = try #require(match.messages.first { $0.event.interruptions.first?.to != nil })
      #expect((10...15).contains((to - told.receivedAt).inMinutes))
      #expect(event.status == .ended)
    }
  }

  @Test("A shifted match is the same match later")
  func shifted() {
    let match = Generator.rehearsalMatch(seed: 4)
    let later = match.shifted(byMinutes: 77)
    #expect(later != match)
    #expect(later.shifted(byMinutes: -77) == match)
    #expect(later.messages[0].receivedAt - match.messages[0].receivedAt == .minutes(77))
    let original = match.minutes(.homeRequests)
    #expect(later.minutes(.homeRequests).firstMinute == original.firstMinute + 77)
  }
}
