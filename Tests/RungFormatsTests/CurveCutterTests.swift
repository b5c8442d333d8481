import CurveGenerator
import Foundation
import RungModel
import Testing

@testable import RungFormats

@Suite("Curve cutter")
struct CurveCutterTests {
  @Test("A generated match is cut as the generator cuts it")
  func match() throws {
    for seed in UInt64(1)...20 {
      let match = Generator.match(kind: .odi, seed: seed)
      let cutting = CurveCutter.cut(
        series: match.minutes(.platformConcurrency), messages: match.messages,
        metric: "platform_concurrency", unit: .users)
      var expected = match.curve(.platformConcurrency)
      expected.origin = .measured
      #expect(cutting.curves == [expected])
      #expect(cutting.skipped.isEmpty)
    }
  }

  @Test("Events without data, milestones or a chance are skipped, each with its reason")
  func skipped() {
    let match = Generator.match(kind: .t20, seed: 2)
    var cancelled = match.event
    cancelled.id = "cancelled"
    cancelled.status = .cancelled
    var bare = Event(id: "bare", kind: "k")
    bare.status = .ended
    let live = match.messages[2]
    let elsewhere = Generator.match(kind: .t20, seed: 9).messages
    var messages = [cancelled, bare].map { EventMessage(receivedAt: .distantPast, event: $0) }
    messages += [live] + elsewhere
    let series = match.minutes(.platformConcurrency)
    let half = MinuteSeries(
      firstMinute: series.firstMinute, values: Array(series.values.prefix(200)))
    let cutting = CurveCutter.cut(series: half, messages: messages, metric: "m", unit: .rpm)
    #expect(cutting.curves.isEmpty)
    let reasons = Dictionary(uniqueKeysWithValues: cutting.skipped.map { ($0.event, $0.reason) })
    #expect(reasons["cancelled"] == "cancelled")
    #expect(reasons["bare"] == "no milestones")
    #expect(reasons[live.event.id]?.hasPrefix("not over: it is live") == true)
    #expect(reasons["synthetic-t20-seed-9"]?.hasPrefix("no data from") == true)
  }

  static let dataFolder = ProcessInfo.processInfo.environment["RUNG_DATA"]

  @Test(
    "The 1998 World Cup gives 32 curves, and its peak is 2,565 requests a second",
    .enabled(if: dataFolder != nil, "set RUNG_DATA to the folder that holds wc98/ to run this"))
  func worldCup() throws {
    let folder = URL(fileURLWithPath: try #require(Self.dataFolder)).appendingPathComponent("wc98")
    let csv = try Data(contentsOf: folder.appendingPathComponent("requests_per_minute.csv"))
    let log = try Data(contentsOf: folder.appendingPathComponent("events.jsonl"))
    let reading = try SeriesFile.decode(Array(csv), columns: .init(unit: .rpm)).get()
    let messages = try EventLog.decode(Array(log)).get()
    let cutting = CurveCutter.cut(
      series: reading.series, messages: messages, metric: "requests_per_second",
      unit: reading.unit)
    #expect(messages.count == 160)
    #expect(cutting.curves.count == 32)
    #expect(cutting.skipped.isEmpty)
    let peaks = cutting.curves.compactMap(\.peak)
    let peak = try #require(peaks.max { $0.value < $1.value })
    #expect(peak.value.rounded() == 2_565)
    #expect(Timestamp(minute: peak.minute).description == "1998-06-15T14:29:00Z")
  }

  @Test(
    "A measured match with rain gives one curve that peaks at about 25 million",
    .enabled(
      if: dataFolder != nil, "set RUNG_DATA to the folder that holds seed-match/ to run this"))
  func measuredMatch() throws {
    let folder = URL(fileURLWithPath: try #require(Self.dataFolder))
      .appendingPathComponent("seed-match")
    let csv = try Data(contentsOf: folder.appendingPathComponent("users_per_minute.csv"))
    let log = try Data(contentsOf: folder.appendingPathComponent("events.jsonl"))
    let reading = try SeriesFile.decode(Array(csv), columns: .init(unit: .users)).get()
    let messages = try EventLog.decode(Array(log)).get()
    let cutting = CurveCutter.cut(
      series: reading.series, messages: messages, metric: "platform_concurrency",
      unit: reading.unit)
    let curve = try #require(cutting.curves.first)
    #expect(cutting.curves.count == 1)
    #expect((24_000_000...27_000_000).contains(curve.peak?.value ?? 0))
    #expect(curve.event.interruptions.count == 1)
    #expect(curve.event.status == .ended)
  }
}
