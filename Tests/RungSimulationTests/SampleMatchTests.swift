import CurveGenerator
import Foundation
import LadderFile
import RungCore
import RungModel
import RungSimulation
import Testing

/// The sample ladders through the rehearsal's match, in the virtual world: promise 1 as figures.
@Suite struct SampleMatchTests {
  struct Outcome {
    var scores: [Score]
    var violations: [String]

    /// Server time billed over that of the highest need held throughout, all services.
    var cost: Double {
      scores.reduce(0) { $0 + $1.billedSeconds } / scores.reduce(0) { $0 + $1.staticPeakSeconds }
    }
  }

  static func ladders() throws -> [Ladder] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Ladders")
    let reading = LadderFolder.read(folder.path, now: Scenario.start)
    #expect(!reading.hasErrors, "\(reading.faults)")
    return reading.ladders.map(\.ladder)
  }

  /// Plays a match; scored from 60 minutes before the toss to 30 after the end.
  static func play(_ match: GeneratedMatch, library: [Curve], knowsEvents: Bool) throws -> Outcome {
    let ladders = try ladders()
    var demand: [DriverID: MinuteSeries] = [:]
    for metric in GeneratedMetric.allCases {
      demand[DriverID(metric.rawValue)] = match.minutes(metric)
    }
    let first = try #require(demand.values.map(\.firstMinute).min())
    let start = Timestamp(minute: first)
    let begins = try #require(match.event.begins)
    let ends = try #require(match.event.ends)
    let messages = knowsEvents ? match.messages : []
    let known = messages.filter { $0.receivedAt <= start }.map(\.event)
    let models = Set(ladders.map(\.driver)).sorted { $0.id < $1.id }.map { driver in
      FittedModel.fit(
        driver: driver, library: library, history: MinuteSeries(), events: known, at: start)
    }
    let inputs: [Input] =
      [.ladders(ladders)] + models.map { .model($0) } + known.map { .event($0) }
    var world = World(
      controller: Controller(facts: Facts(installation: "test"), at: start), inputs: inputs,
      demand: demand, messages: messages.filter { $0.receivedAt > start },
      backends: ["local": VirtualBackend(boot: .minutes(6))], from: start)
    var scores = ladders.map { Score(service: $0.service) }
    world.run(until: ends + .minutes(30)) { world, moment in
      guard moment.at >= begins - .minutes(60) else { return }
      for (index, ladder) in ladders.enumerated() {
        scores[index].count(
          ladder, demand: moment.demand[ladder.driver.id] ?? 0,
          servers: world.controller.servers(of: ladder.service), at: moment.at,
          for: Controller.tick)
      }
    }
    return Outcome(scores: scores, violations: world.violations)
  }

  @Test func nobodyIsUnservedAtModerateCost() throws {
    let outcome = try Self.play(
      Generator.rehearsalMatch(seed: 1), library: Generator.library(seed: 1), knowsEvents: true)
    for score in outcome.scores {
      #expect(score.unserved == 0, "\(score.service) at \(score.firstUnservedAt?.clockText ?? "")")
    }
    #expect(outcome.cost <= 0.85)
    #expect(outcome.violations.isEmpty, "\(outcome.violations.prefix(3))")
  }

  @Test func withTheForecasterOffTheSameMatchIsLost() throws {
    let outcome = try Self.play(
      Generator.rehearsalMatch(seed: 1), library: [], knowsEvents: false)
    #expect(outcome.scores.contains { $0.unservedShare > 0.01 })
    #expect(outcome.violations.isEmpty, "\(outcome.violations.prefix(3))")
  }
}
