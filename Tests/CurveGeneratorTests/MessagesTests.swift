import RungModel
import Testing

@testable import CurveGenerator

@Suite("Schedule messages of generated matches")
struct MessagesTests {
  static let matches: [GeneratedMatch] =
    (1...100).flatMap { seed in
      MatchKind.allCases.map { Generator.match(kind: $0, seed: seed) }
    } + (1...20).map { Generator.rehearsalMatch(seed: $0) }

  @Test("Sequences rise by one, times never fall, the first comes 14 days ahead")
  func order() throws {
    for match in Self.matches {
      let messages = match.messages
      #expect(messages.map(\.event.sequence) == Array(1...messages.count))
      #expect(zip(messages.dropFirst(), messages).allSatisfy { $0.receivedAt > $1.receivedAt })
      let start = try #require(messages[0].event.milestone("start"))
      #expect(start - messages[0].receivedAt == .hours(14 * 24))
      #expect(messages[0].event.milestones.allSatisfy { $0.status == .planned })
    }
  }

  @Test("Nothing is told before it happened, and what is planned lies ahead")
  func nothingEarly() {
    for message in Self.matches.flatMap(\.messages) {
      let event = message.event
      for milestone in event.milestones where milestone.status == .actual {
        #expect(milestone.at <= message.receivedAt)
      }
      for interruption in event.interruptions { #expect(interruption.from < message.receivedAt) }
      #expect(zip(event.milestones.dropFirst(), event.milestones).allSatisfy { $0.at > $1.at })
      switch event.status {
      case .scheduled: #expect(event.milestones.contains { $0.name == "start" && isAhead($0) })
      case .ended, .abandoned: #expect(event.milestones.allSatisfy { $0.status == .actual })
      default: #expect(event.stated("start")?.status == .actual)
      }
    }
  }

  @Test("A stop is told a minute after it began, and the status follows it")
  func interruptions() throws {
    let stopped = Self.matches.filter { !$0.event.interruptions.isEmpty }
    #expect(stopped.count > 20)
    for match in stopped {
      let index = try #require(match.messages.firstIndex { $0.event.status == .interrupted })
      let message = match.messages[index]
      let stop = try #require(message.event.interruptions.first)
      #expect(message.receivedAt - stop.from == .minutes(1))
      #expect(stop.to == nil)
      if match.event.status == .ended {
        let end = try #require(match.event.interruptions[0].to)
        let live = try #require(match.messages[index...].first { $0.event.status == .live })
        #expect((0...60).contains((live.receivedAt - end).inSeconds))
      } else {
        #expect(match.event.status == .abandoned)
      }
    }
  }

  @Test("After a resume is known, what is planned has moved by the stop")
  func shift() throws {
    for match in Self.matches {
      for (message, before) in zip(match.messages.dropFirst(), match.messages) {
        guard let stop = message.event.interruptions.first, let to = stop.to,
          before.event.interruptions.first?.to == nil
        else { continue }
        let end = try #require(message.event.milestone("end"))
        let planned = try #require(before.event.milestone("end"))
        #expect(end - planned == to - stop.from)
      }
    }
  }

  private func isAhead(_ milestone: Milestone) -> Bool { milestone.status == .planned }
}

extension Event {
  /// A milestone with its status.
  func stated(_ name: String) -> Milestone? { milestones.first { $0.name == name } }
}
