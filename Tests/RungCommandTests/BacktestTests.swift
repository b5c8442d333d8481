import Foundation
import Testing

struct BacktestTests {
  /// Two football matches on two days, a request rate that doubles while they last.
  static func write(in scratch: Scratch) throws -> (series: String, events: String) {
    let rows = (0..<2_880).map { minute in
      let ofDay = minute % 1_440
      let clock = String(format: "%02d:%02d", ofDay / 60, ofDay % 60)
      let requests = ((720..<830).contains(ofDay) ? 1_200 : 600) + minute * 37 % 11
      return "2026-03-0\(1 + minute / 1_440)T\(clock):00Z,\(requests)"
    }
    let messages = (1...2).map { day in
      #"{"received_at":"2026-03-0\#(day)T13:51:00Z","event":{"id":"m\#(day)","kind":"football","#
        + #""sequence":1,"status":"ended","milestones":[{"name":"start","at":"#
        + #""2026-03-0\#(day)T12:00:00Z","status":"actual"},{"name":"end","at":"#
        + #""2026-03-0\#(day)T13:50:00Z","status":"actual"}]}}"#
    }
    return (
      try scratch.write("series.csv", (["utc,requests"] + rows).joined(separator: "\n")),
      try scratch.write("events.jsonl", messages.joined(separator: "\n"))
    )
  }

  @Test func aSeriesIsScoredAsTextJSONPageAndCSV() throws {
    let scratch = try Scratch()
    let files = try Self.write(in: scratch)
    let arguments = [
      "backtest", "--series", files.series, "--unit", "rpm", "--events", files.events, "--every",
      "10", "--slots", "2", "--horizons", "6m,1h",
    ]
    let text = try Command.run(arguments)
    #expect(text.status == 0)
    #expect(text.output.hasPrefix("Backtest of requests (rps): 1 slot from 2026-03-02 11:00"))
    #expect(text.output.contains("21 forecasts, one every 10 minutes; 42 values scored."))
    let csv = scratch.file("forecasts.csv")
    let json = try Command.run(arguments + ["--format", "json", "--forecasts", csv.path])
    #expect(json.output.contains(#""scored" : 42"#) && json.output.contains(#""unit" : "rps""#))
    let lines = String(decoding: try Data(contentsOf: csv), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1 + 42 * 4)
    #expect(lines[1].hasPrefix("2,2026-03-02T11:00:00Z,6,0.5,"))
    let page = scratch.file("page.html")
    let html = try Command.run(arguments + ["--format", "html", "--output", page.path])
    #expect(html.status == 0 && html.output.isEmpty && html.errors.isEmpty)
    #expect(String(decoding: try Data(contentsOf: page), as: UTF8.self).hasSuffix("</html>\n"))
  }

  @Test func whatCannotBeScoredIsSaid() throws {
    let scratch = try Scratch()
    let files = try Self.write(in: scratch)
    let nothing = try Command.run("backtest", "--events", files.events)
    #expect(nothing.status == 64 && nothing.errors.contains("--series"))
    let none = try Command.run(
      "backtest", "--series", files.series, "--events", files.events, "--slots", "7-9")
    #expect(
      none.status == 1 && none.output.hasPrefix("Nothing was scored.\nNote: slots are 1 to 2"))
    let horizon = try Command.run("backtest", "--series", files.series, "--horizons", "90s")
    #expect(horizon.status == 64)
  }
}
