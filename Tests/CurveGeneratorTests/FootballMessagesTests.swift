import RungModel
import Testing

@testable import CurveGenerator

@Suite("Schedule messages of generated football matches")
struct FootballMessagesTests {
  static let order = ["start", "half_time", "second_half", "extra_time", "penalties", "end"]
  static let matches: [GeneratedMatch] = (1...300).map { seed in
    Generator.match(
      MatchSetting(
        kind: .football, id: "m-\(seed)", title: "", start: Timestamp(minute: 29_000_000),
        tournament: "cup", stage: seed % 2 == 0 ? "group" : "semi-final"),
      seed: UInt64(seed))
  }

  @Test("Milestones are in football's order, whatever has become known")
  func names() {
    for message in Self.matches.flatMap(\.messages) {
      let places = message.event.milestones.map { Self.order.firstIndex(of: $0.name) ?? -1 }
      #expect(places == places.sorted() && !places.contains(-1))
    }
  }

  @Test("Extra time and penalties are told when they are certain; the end moves then, not before")
  func extraTime() throws {
    var seen = 0
    for match in Self.matches {
      for (message, before) in zip(match.messages.dropFirst(), match.messages) {
        for name in ["extra_time", "penalties"] where before.event.milestone(name) == nil {
          guard let added = message.event.stated(name) else { continue }
          seen += 1
          #expect(added.status == .planned && added.at > message.receivedAt)
          let end = try #require(message.event.milestone("end"))
          let earlier = try #require(before.event.milestone("end"))
          #expect(end - earlier > .minutes(3))
          #expect(end > added.at && message.receivedAt - earlier < .minutes(6))
        }
      }
    }
    #expect(seen > 30)
  }

  @Test("A delay is told before the planned start and moves everything")
  func delays() throws {
    let delayed = Self.matches.filter { match in
      match.messages[1].event.stated("start")?.status == .planned
    }
    #expect((6...36).contains(delayed.count), "\(delayed.count) of 300")
    for match in delayed {
      let told = match.messages[1]
      let shift = zip(told.event.milestones, match.messages[0].event.milestones).map {
        $0.at - $1.at
      }
      #expect(Set(shift).count == 1 && shift[0] >= .minutes(5))
      let planned = try #require(match.messages[0].event.milestone("start"))
      #expect((2...15).contains((planned - told.receivedAt).inMinutes))
      #expect(told.event.milestone("start") == match.event.milestone("start"))
    }
  }

  @Test("An abandoned match ends where it stopped, and its interruption stays open")
  func abandoned() throws {
    let abandoned = Self.matches.filter { $0.event.status == .abandoned }
    #expect((1...8).contains(abandoned.count), "\(abandoned.count) of 300")
    for match in abandoned {
      #expect(match.event.interruptions.count == 1 && match.event.interruptions[0].to == nil)
      #expect(match.event.milestones.last?.name == "end")
      #expect(match.event.milestone("extra_time") == nil)
    }
    #expect(Self.matches.allSatisfy { $0.event.status == .ended || $0.event.status == .abandoned })
  }

  @Test("Values are finite and not negative, every minute from 90 before the start to 120 after")
  func values() throws {
    for match in Self.matches {
      let begins = try #require(match.event.begins)
      let ends = try #require(match.event.ends)
      for series in match.series {
        #expect(series.minutes.firstMinute == begins.minute - 90)
        #expect(series.minutes.lastMinute == ends.minute + 120)
        #expect(series.minutes.values.allSatisfy { ($0 ?? -1) >= 0 && ($0 ?? .infinity).isFinite })
      }
    }
  }

  @Test("Drawn from a seed alone: every stage, every slot, and pairs in groups only")
  func days() {
    let events = (1...400).map { Generator.match(kind: .football, seed: $0).messages[0].event }
    #expect(Set(events.compactMap { $0.tags["stage"] }).count == 5)
    let slots = Set(events.compactMap { $0.milestone("start")?.minute }.map { $0 % 1_440 })
    #expect(slots == Set(FootballAssumption.slotMinutes))
    let pairs = events.filter { $0.tags["simultaneous"] == "2" }
    #expect((70...135).contains(pairs.count), "\(pairs.count) of 400")
    #expect(pairs.allSatisfy { $0.tags["stage"] == "group" })
  }
}
