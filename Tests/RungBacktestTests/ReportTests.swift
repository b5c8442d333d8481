import Foundation
import RungModel
import RungReport
import Testing

@testable import RungBacktest

/// What people read of a backtest. The forecasts are made up by arithmetic, so that these texts
/// change with the report and not with the forecaster.
@Suite("Reports")
struct ReportTests {
  /// A surge at the start; forecasts 4 % high before it, 6 % low after it, one minute far off.
  static let result: BacktestResult = {
    let material = Fixture.plain { minute in
      Double(minute < 600 ? 300 : minute < 660 ? 900 : 500) + Double(minute * 37 % 11)
    }
    let settings = BacktestSettings(horizons: [6, 30], every: 10)
    let slots = BacktestSlot.find(in: material, settings)
    let phases = BacktestPhases(slots)
    let outcomes = slots.enumerated().map { place, slot in
      var outcome = SlotOutcome()
      for origin in slot.origins {
        for (horizon, minutes) in settings.horizons.enumerated() {
          let target = origin + Int64(minutes)
          guard let actual = material.series[target], let now = material.series[origin] else {
            continue
          }
          let median = actual * (target < (slot.start ?? 0) ? 1.04 : 0.94)
          let (phase, kind) = phases.places(of: target, in: slot)
          outcome.trials.append(
            Trial(
              slot: place, origin: origin, horizon: horizon, actual: actual,
              isInterrupted: origin % 100 == 0, phase: phase, kind: kind,
              forecast: median * LevelValues(1, 1.05, 1.08, 1.2), planned: median * 1.25,
              points: RivalPoints(lastValue: now, holt: now + 5, seasonalNaive: now * 0.9)))
        }
        outcome.origins += 1
      }
      outcome.staleOrigins = 2
      outcome.forecastSeconds = [0.001, 0.0012, 0.004]
      outcome.fitSeconds = [0.02]
      return outcome
    }
    var result = BacktestResult(material, settings, slots: slots, outcomes: outcomes, seconds: 1.5)
    result.notes = ["requests a minute were divided by 60"]
    return result
  }()

  @Test("The text reads as recorded, within 100 columns")
  func text() throws {
    let text = BacktestText.text(Self.result)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(text + "\n", "backtest.txt")
  }

  @Test("The page reads as recorded, loads nothing and runs nothing")
  func page() throws {
    let page = BacktestHTML.page(Self.result)
    for forbidden in ["<script", "http:", "https:", "@import", "url(", "<sale>"] {
      #expect(!page.contains(forbidden), "the page has \(forbidden)")
    }
    let parser = XMLCheck(page)
    #expect(parser.fault == nil)
    try Golden.expect(page + "\n", "backtest.html")
  }

  @Test("The JSON has the figures of the text under stable keys")
  func json() throws {
    let data = try JSONEncoder().encode(BacktestDTO(Self.result))
    let whole = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      whole.keys.sorted() == [
        "forecasts", "horizons", "kinds", "levels", "metric", "notes", "phases", "scored", "slots",
        "stale_forecasts", "timing", "unit",
      ])
    let horizons = try #require(whole["horizons"] as? [[String: Any]])
    #expect(horizons.map { $0["minutes"] as? Int } == [6, 30])
    let rung = try #require(horizons[0]["rung"] as? [String: Any])
    #expect(
      rung.keys.sorted() == ["bias", "coverage", "pinball", "scored", "sharpness", "wape"])
    let wape = try #require(rung["wape"] as? Double)
    // Reading decimals back may be off in the last bit.
    #expect(abs(wape - BacktestScores(Self.result).rung[0].wape) < 1e-12)
  }

  @Test("The CSV scores to the same figures")
  func csv() throws {
    let text = String(decoding: ForecastCSV.bytes(Self.result), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "slot,origin,horizon_minutes,quantile,value,actual")
    #expect(lines.count == 1 + Self.result.trials.count * 4)
    var absolute = 0.0
    var actuals = 0.0
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",")
      try #require(cells.count == 6 && Timestamp(String(cells[1])) != nil && cells[0] == "1")
      guard cells[2] == "30", cells[3] == "0.5" else { continue }
      let value = try #require(Double(cells[4]))
      let actual = try #require(Double(cells[5]))
      absolute += abs(value - actual)
      actuals += actual
    }
    #expect(absolute / actuals == BacktestScores(Self.result).rung[1].wape)
  }

  @Test("Nothing scored is said in words")
  func nothing() {
    var result = Self.result
    result.trials = []
    result.rivals = result.rivals.map { _ in [] }
    result.slots = []
    #expect(BacktestText.text(result).hasPrefix("Nothing was scored."))
    #expect(BacktestHTML.page(result).contains("Nothing was scored."))
  }
}

/// Whether every tag that opens is closed in its place.
struct XMLCheck {
  /// What is wrong; nil when nothing is.
  private(set) var fault: String?

  init(_ page: String) {
    var open: [Substring] = []
    for part in page.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else { continue }
      let tag = part[..<end]
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else {
          fault = "\(tag) closes something else"
          return
        }
      } else if !tag.hasSuffix("/") && !tag.hasPrefix("!") && name != "meta" {
        open.append(name)
      }
    }
    if !open.isEmpty { fault = "open at the end: \(open)" }
  }
}

/// Texts that people read, compared letter by letter; recording one fails that run.
enum Golden {
  /// Compares, or records when the file is missing.
  static func expect(_ text: String, _ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name): read it, then run again")
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "\(name) differs; remove it to record anew")
  }
}
