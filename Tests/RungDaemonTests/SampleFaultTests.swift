import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Faults of samples")
struct SampleFaultTests {
  /// The start of a minute.
  private static let start = Timestamp(seconds: 1_790_000_040)
  private static let users = Driver(unit: .users, metric: "users")
  private static let requests = Driver(unit: .rps, metric: "requests_total")

  /// An ingest of one driver, fed second by second.
  private struct Feed {
    var ingest = Ingest()
    let driver: Driver

    init(_ driver: Driver) {
      self.driver = driver
      ingest.setDrivers([driver])
    }

    /// Takes samples of `(seconds, value, zone)` at an instant; gives the values that come of it,
    /// each with its second.
    mutating func take(at seconds: Int, _ samples: (Int, Double, String)...) -> [Int: Double] {
      let now = start + .seconds(seconds)
      _ = ingest.take(
        samples.map { at, value, zone in
          Sample(
            metric: driver.metric, labels: ["zone": zone], at: start + .seconds(at), value: value)
        }, at: now)
      return Dictionary(
        ingest.collect(at: now).map { (Int(($0.at - start).inSeconds), $0.value) },
        uniquingKeysWith: { first, _ in first })
    }

    func count(_ fault: SampleFault) -> Int {
      ingest.quality(at: start).first?.faults[fault] ?? -1
    }
  }

  @Test("a repeated sample is left out and counted; of two values for an instant the last wins")
  func duplicates() {
    var feed = Feed(Self.users)
    #expect(feed.take(at: 0, (0, 5, "a")) == [0: 5])
    #expect(feed.take(at: 5, (0, 5, "a")) == [:])
    #expect(feed.take(at: 9, (0, 6, "a")) == [0: 6])
    #expect(feed.count(.duplicate) == 1)
    #expect(feed.count(.conflict) == 1)
  }

  @Test("a late sample fills its own minute, once, and never rewrites the present")
  func late() {
    var feed = Feed(Self.users)
    #expect(feed.take(at: 0, (0, 5, "a")) == [0: 5])
    #expect(feed.take(at: 125, (125, 7, "a")) == [125: 7])
    #expect(feed.take(at: 130, (70, 6, "a")) == [60: 6])
    #expect(feed.take(at: 135, (75, 9, "a"), (1, 9, "a"), (121, 9, "a")) == [:])
    #expect(feed.take(at: 140, (140, 8, "a")) == [140: 8])
    #expect(feed.count(.late) == 4)
    let minutes = feed.ingest.takeChangedMinutes()[Self.users.id] ?? []
    #expect(minutes.map(\.value) == [5, 6, 7.5])
  }

  @Test("half a sum is no history: a late minute waits for every series")
  func lateParts() {
    var feed = Feed(Self.users)
    #expect(feed.take(at: 0, (0, 5, "a"), (0, 1, "b")) == [0: 6])
    #expect(feed.take(at: 120, (120, 5, "a"), (120, 1, "b")) == [120: 6])
    #expect(feed.take(at: 130, (60, 4, "a")) == [:])
    #expect(feed.take(at: 140, (60, 2, "b")) == [60: 6])
  }

  @Test("a backlog that comes at once is history up to now")
  func backlog() {
    var feed = Feed(Self.users)
    #expect(feed.take(at: 0, (0, 5, "a")) == [0: 5])
    let values = feed.take(
      at: 605, (60, 6, "a"), (120, 7, "a"), (300, 8, "a"), (580, 9, "a"), (601, 10, "a"))
    #expect(values == [60: 6, 120: 7, 300: 8, 540: 9, 601: 10])
    #expect(feed.count(.behind) == 3)
    #expect(feed.count(.late) == 0)
  }

  @Test("refused samples are counted by what is wrong with them")
  func refused() {
    var feed = Feed(Self.users)
    _ = feed.take(at: 0, (0, -1, "a"), (0, .nan, "a"), (121, 1, "a"), (-3_601, 1, "a"))
    #expect([.invalid, .future, .tooOld].map(feed.count) == [2, 1, 1])
  }

  @Test("a clock that is off is measured; one burst from the past is none")
  func skew() throws {
    func measured(_ offset: Int, minutes: Int, right: Int = 0) -> ClockSkew.Measurement? {
      var feed = Feed(Self.users)
      for minute in 0..<minutes {
        let at = minute * 60
        _ = feed.take(at: at, (at + offset, 5, "a"), (at + offset - 4, 5, "c"))
        for part in 0..<right { _ = feed.take(at: at + part, (at + part, 5, "b")) }
      }
      return feed.ingest.quality(at: Self.start + .seconds(minutes * 60 - 30)).first?.skew
    }
    let ahead = try #require(measured(600, minutes: 6))
    #expect(ahead.offset == .seconds(600))
    #expect(ahead.off == 10 && ahead.all == 10)
    #expect(measured(-1_800, minutes: 6)?.offset == .seconds(-1_800))
    #expect(measured(-7_200, minutes: 6)?.offset == .seconds(-7_200))
    #expect(measured(600, minutes: 2) == nil, "two minutes are too few")
    #expect(measured(600, minutes: 6, right: 3) == nil, "most are right")
    #expect(measured(60, minutes: 6) == nil, "a minute is within bounds")
  }

  @Test("a counter becomes a rate a second; a restart counts from zero; rpm asks for no division")
  func counter() {
    for driver in [Self.requests, Driver(unit: .rpm, metric: "requests_total")] {
      var feed = Feed(driver)
      #expect(feed.take(at: 0, (0, 1_000, "a")) == [:])
      #expect(feed.take(at: 30, (30, 1_600, "a")) == [30: 20])
      #expect(feed.take(at: 60, (60, 300, "a")) == [60: 10])
      #expect(feed.take(at: 90, (90, 900, "a"), (90, 900, "a")) == [90: 20])
      #expect(feed.take(at: 95, (60, 700, "a")) == [:])
      #expect(
        [.counterReset, .counterGap, .duplicate, .late].map(feed.count) == [1, 0, 1, 1])
    }
  }

  @Test("no rate is made over a gap, nor within a second")
  func counterGap() {
    var feed = Feed(Self.requests)
    #expect(feed.take(at: 0, (0, 0, "a")) == [:])
    #expect(feed.take(at: 60, (60, 600, "a")) == [60: 10])
    #expect(feed.take(at: 600, (600, 99_999, "a")) == [:])
    #expect(feed.count(.counterGap) == 1)
    #expect(feed.take(at: 660, (660, 100_599, "a")) == [660: 10])
    var close = Feed(Self.requests)
    _ = close.take(at: 0, (0, 0, "a"))
    #expect(close.take(at: 0, (0, 7, "a")) == [:])
  }

  @Test("only requests are counted up: users whose metric ends in _total are a gauge")
  func gauges() {
    var feed = Feed(Driver(unit: .users, metric: "viewers_total"))
    #expect(feed.take(at: 0, (0, 5, "a")) == [0: 5])
    #expect(Self.requests.isCounter)
    #expect(!Driver(unit: .rps, metric: "requests").isCounter)
  }
}
