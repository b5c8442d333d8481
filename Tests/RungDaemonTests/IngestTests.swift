import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Ingest")
struct IngestTests {
  private static let now = Timestamp(seconds: 1_790_000_000)
  private static let users = Driver(unit: .users, metric: "users")

  private static func sample(
    _ metric: String, _ labels: [String: String] = [:], after seconds: Int = 0, is value: Double
  ) -> Sample {
    Sample(metric: metric, labels: labels, at: now + .seconds(seconds), value: value)
  }

  private static func ingest(_ drivers: Driver...) -> Ingest {
    var ingest = Ingest()
    ingest.setDrivers(drivers)
    return ingest
  }

  @Test("matching series are summed by their newest value; matchers choose among labels")
  func sums() {
    let playback = Driver(
      unit: .rps, metric: "requests",
      matchers: [LabelMatcher(label: "service", comparison: .equal, value: "playback")])
    var ingest = Self.ingest(Self.users, playback)
    let receipt = ingest.take(
      [
        Self.sample("users", ["zone": "a"], is: 100), Self.sample("users", ["zone": "b"], is: 50),
        Self.sample("users", ["zone": "a"], after: 5, is: 110),
        Self.sample("users", ["zone": "b"], after: -60, is: 1_000),
        Self.sample("requests", ["service": "playback"], is: 7),
        Self.sample("requests", ["service": "login"], is: 9), Self.sample("cpu", is: 0.5),
      ], at: Self.now)
    #expect(receipt == SampleReceipt(accepted: 5, unused: 2, refused: 0))
    let collected = ingest.collect(at: Self.now)
    #expect(
      collected == [
        DriverSample(driver: Self.users.id, at: Self.now + .seconds(5), value: 160),
        DriverSample(driver: playback.id, at: Self.now, value: 7),
      ])
    let again = ingest.collect(at: Self.now)
    #expect(again.isEmpty, "nothing new, nothing given")
  }

  @Test("requests a minute become requests a second")
  func unitFactor() {
    var ingest = Self.ingest(Driver(unit: .rpm, metric: "rpm"))
    _ = ingest.take([Self.sample("rpm", is: 600)], at: Self.now)
    let values = ingest.collect(at: Self.now).map(\.value)
    #expect(values == [10])
  }

  @Test(
    "values that cannot be are refused",
    arguments: [
      (Double.nan, 0), (.infinity, 0), (-.infinity, 0), (-1, 0), (1, 121), (1, -3_601),
    ])
  func refused(value: Double, after seconds: Int) {
    var ingest = Self.ingest(Self.users)
    let receipt = ingest.take([Self.sample("users", after: seconds, is: value)], at: Self.now)
    #expect(receipt == SampleReceipt(accepted: 0, unused: 0, refused: 1))
    #expect(ingest.totals.refused == 1)
    let collected = ingest.collect(at: Self.now)
    #expect(collected.isEmpty)
  }

  @Test("the bounds themselves are accepted", arguments: [120, -3_600])
  func bounds(seconds: Int) {
    var ingest = Self.ingest(Self.users)
    let receipt = ingest.take([Self.sample("users", after: seconds, is: 1)], at: Self.now)
    #expect(receipt.accepted == 1)
  }

  @Test("a series that stops is never a fall: carried, then the driver is silent, then forgotten")
  func stoppedSeries() {
    var ingest = Self.ingest(Self.users)
    func feed(_ seconds: Int, both: Bool) -> [Double] {
      var samples = [Self.sample("users", ["zone": "a"], after: seconds, is: 100)]
      if both { samples.append(Self.sample("users", ["zone": "b"], after: seconds, is: 100)) }
      _ = ingest.take(samples, at: Self.now + .seconds(seconds))
      return ingest.collect(at: Self.now + .seconds(seconds)).map(\.value)
    }
    #expect(feed(0, both: true) == [200])
    #expect(feed(60, both: false) == [200])
    #expect(feed(180, both: false) == [200])
    #expect(feed(240, both: false) == [])
    #expect(feed(1_700, both: false) == [])
    #expect(feed(1_860, both: false) == [100], "gone for good after 30 minutes")
    #expect(feed(1_900, both: true) == [200])
  }

  @Test("a fleet that is rolled out, new series for old, passes without a gap")
  func rollout() {
    var ingest = Self.ingest(Self.users)
    var values: [[Double]] = []
    for step in 0..<40 {
      let pod = step < 20 ? "old" : "new"
      _ = ingest.take(
        [Self.sample("users", ["pod": pod], after: step * 30, is: 500)],
        at: Self.now + .seconds(step * 30))
      values.append(ingest.collect(at: Self.now + .seconds(step * 30)).map(\.value))
    }
    #expect(values.allSatisfy { !$0.isEmpty })
    #expect(values.last == [500])
  }

  @Test("minutes are the means of what was given, and come again when they change")
  func minutes() {
    var ingest = Self.ingest(Self.users)
    let minute = Timestamp(minute: Self.now.minute + 1)
    func feed(_ seconds: Int, _ value: Double) {
      let at = minute + .seconds(seconds)
      _ = ingest.take([Sample(metric: "users", at: at, value: value)], at: at)
      _ = ingest.collect(at: at)
    }
    feed(0, 10)
    feed(20, 20)
    let first = ingest.takeChangedMinutes()
    #expect(
      first == [
        Self.users.id: [MinuteValue(minute: minute.minute, value: 15)]
      ])
    let none = ingest.takeChangedMinutes()
    #expect(none.isEmpty)
    feed(40, 30)
    feed(60, 8)
    let second = ingest.takeChangedMinutes()
    #expect(
      second == [
        Self.users.id: [
          MinuteValue(minute: minute.minute, value: 20),
          MinuteValue(minute: minute.minute + 1, value: 8),
        ]
      ])
  }

  @Test("drivers that stay keep what is known of them; those that go are unused at once")
  func reload() {
    var ingest = Self.ingest(Self.users, Driver(unit: .rps, metric: "requests"))
    _ = ingest.take([Self.sample("users", ["zone": "a"], is: 5)], at: Self.now)
    ingest.setDrivers([Self.users])
    _ = ingest.take([Self.sample("users", ["zone": "b"], is: 6)], at: Self.now)
    let values = ingest.collect(at: Self.now).map(\.value)
    #expect(values == [11])
    let receipt = ingest.take([Self.sample("requests", is: 1)], at: Self.now)
    #expect(receipt.unused == 1)
  }

  @Test("after a restart, a sum of the series heard so far is not taken for a fall")
  func settling() {
    func values(atRestart level: Double, age: Int = 1) -> [[Double]] {
      var ingest = Self.ingest(Self.users)
      let minute = MinuteValue(minute: Self.now.minute - Int64(age), value: level)
      ingest.remember([Self.users.id: minute], at: Self.now)
      return [10, 20, 70].map { seconds in
        let labels = seconds == 20 ? ["zone": "b"] : ["zone": "a"]
        let at = Self.now + .seconds(seconds)
        _ = ingest.take([Self.sample("users", labels, after: seconds, is: 100)], at: at)
        return ingest.collect(at: at).map(\.value)
      }
    }
    #expect(values(atRestart: 200) == [[], [200], [200]], "complete with the second series")
    #expect(values(atRestart: 900) == [[], [], [200]], "a real fall is believed after a minute")
    #expect(values(atRestart: 50) == [[100], [200], [200]], "a rise is believed at once")
    #expect(values(atRestart: 900, age: 31) == [[100], [200], [200]], "an old level says nothing")
  }
}
