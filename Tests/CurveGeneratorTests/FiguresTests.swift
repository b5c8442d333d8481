import RealModule
import RungModel
import Testing

@testable import CurveGenerator

/// The published figures, held over many seeds.
@Suite("Generated cricket matches keep to the figures")
struct FiguresTests {
  static let seeds: [UInt64] = Array(1...200)
  static let drawn: [(script: CricketScript, setting: MatchSetting)] = seeds.map { seed in
    let setting = MatchSetting(
      kind: seed % 2 == 0 ? .t20 : .odi, id: "m-\(seed)", title: "",
      start: Timestamp(minute: 29_000_000), tournament: "cup")
    var random = SplitMix64(seed: seed)
    return (CricketScript.draw(setting, setting.kind == .t20 ? .t20 : .odi, from: &random), setting)
  }
  static let matches: [GeneratedMatch] = zip(drawn, seeds).map {
    Generator.match($0.setting, seed: $1)
  }

  @Test("Stop stops 15 to 30 % of matches, and ends a few for good")
  func rainShare() {
    let rains = Self.drawn.compactMap(\.script.rain)
    #expect((30...60).contains(rains.count), "\(rains.count) of 200")
    let abandoned = Self.matches.filter { $0.event.status == .abandoned }
    #expect((1...12).contains(abandoned.count), "\(abandoned.count) of 200")
    #expect(abandoned.count == rains.filter(\.isForGood).count)
  }

  @Test("Stop takes the crowd to a fifth, and the resume brings it back within four minutes")
  func rainDepth() throws {
    for (script, _) in Self.drawn {
      guard let rain = script.rain, !rain.isForGood, rain.to - rain.from >= 25 else { continue }
      let plain = CricketAudience.values(script, over: rain.from...(rain.to + 5)).withoutSpikes
      let before = try #require(plain.first)
      let lowest = plain[Int(rain.to - rain.from)]
      #expect((0.18...0.25).contains(lowest / before))
      #expect(plain[Int(rain.to - rain.from) + rain.resumeMinutes] / before > 0.97)
    }
  }

  @Test("The toss brings a fifth to two fifths of the peak and recedes before the start")
  func toss() {
    for (script, _) in Self.drawn {
      let times = script.times
      let plain = CricketAudience.values(script, over: (times.toss - 90)...times.start).users
      let top = plain[90...100].max() ?? 0
      #expect((4_900_000...10_200_000).contains(top / script.scale))
      let receded = plain[Int(90 + 30 - script.pace.climbBefore) - 1]
      #expect(receded < 0.9 * top)
      #expect(plain[90] < 0.75 * top)
    }
  }

  @Test("The climb at the start is 0.5 to 1.1 million a minute in a match of 25 million")
  func climb() {
    for (script, _) in Self.drawn {
      let start = script.times.start
      let plain = CricketAudience.values(script, over: (start - 10)...(start + 40)).withoutSpikes
      let steps = zip(plain.dropFirst(), plain).map { ($0 - $1) / script.scale }
      let fastest = steps.max() ?? 0
      #expect((450_000...1_150_000).contains(fastest))
    }
  }

  @Test("Within a quarter of an hour of the key wicket a tenth is left")
  func exodus() {
    for (script, _) in Self.drawn where !(script.rain?.isForGood ?? false) {
      let from = script.times.exodus
      let users = CricketAudience.values(script, over: from...(from + 60)).users
      #expect(users[14] < 0.12 * users[0])
      #expect(users[60] < users[15])
    }
  }

  @Test("Minute noise has a standard deviation of at least 0.02, in both series")
  func noise() throws {
    for (match, drawn) in zip(Self.matches, Self.drawn) {
      let users = match.minutes(.platformConcurrency)
      let (smooth, plain) = CricketAudience.values(
        drawn.script, over: users.firstMinute...users.lastMinute)
      let requests = HomePage.requests(
        users: smooth, withoutSpikes: plain, drawn.script.home)
      #expect((0.02...0.034).contains(deviation(users, smooth)))
      #expect((0.02...0.034).contains(deviation(match.minutes(.homeRequests), requests)))
    }
  }

  @Test("Peaks spread from about 5 to about 30 million, log-normally around 12")
  func levels() {
    let peaks = Self.matches.filter { $0.event.status != .abandoned }
      .compactMap { $0.curve(.platformConcurrency).peak?.value }.sorted()
    #expect((4_000_000...6_500_000).contains(peaks[0]))
    #expect((18_000_000...36_000_000).contains(peaks[peaks.count - 1]))
    #expect((9_500_000...14_500_000).contains(peaks[peaks.count / 2]))
  }

  @Test("A t20 lasts about three and a half hours, a one-day match about 7 h 40, without rain")
  func lengths() throws {
    for (script, setting) in Self.drawn where script.rain == nil {
      let length = script.times.end - script.times.start
      #expect(setting.kind == .t20 ? (190...230) ~= length : (440...480) ~= length)
      let planned = setting.start.minute
      #expect((0...8).contains(script.times.start - planned))
    }
  }

  @Test("The home page of a big match runs at thousands and peaks when play ends")
  func homePage() throws {
    for seed in Self.seeds.prefix(50) {
      let match = Generator.rehearsalMatch(seed: seed)
      let requests = match.minutes(.homeRequests)
      let event = match.event
      let start = try #require(event.milestone("start")).minute
      let end = try #require(event.milestone("end")).minute
      let quiet = (start + 20...start + 35).compactMap { requests[$0] }
      #expect(quiet.allSatisfy { (1_700...4_300).contains($0) })
      let top = (end - 15...end + 20).compactMap { requests[$0] }.max() ?? 0
      #expect((9_500...14_500).contains(top), "\(top)")
    }
  }

  private func deviation(_ series: MinuteSeries, _ smooth: [Double]) -> Double {
    let logs = zip(series.values, smooth).compactMap { value, level in
      value.map { Double.log($0 / level) }
    }
    let mean = logs.reduce(0, +) / Double(logs.count)
    return Double.sqrt(logs.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(logs.count))
  }
}
