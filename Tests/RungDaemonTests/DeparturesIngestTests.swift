import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Departures at the door")
struct DeparturesIngestTests {
  private static let driver = Driver(unit: .departures, metric: "users")
  private static let start = Timestamp(minute: 30_000_000)

  /// Sends a level every ten seconds of some minutes; what came of it for the departures.
  private static func feed(
    _ ingest: inout Ingest, _ levels: [Double?], from first: Timestamp = start
  ) -> [MinuteValue] {
    var given: [MinuteValue] = []
    for second in stride(from: 0, to: levels.count * 60, by: 10) {
      let now = first + .seconds(second)
      if let level = levels[second / 60] {
        _ = ingest.take([Sample(metric: "users", labels: [:], at: now, value: level)], at: now)
      }
      for sample in ingest.collect(at: now) where sample.driver == driver.id {
        given.append(MinuteValue(minute: sample.at.minute - start.minute, value: sample.value))
      }
    }
    return given
  }

  private static func ingest(_ drivers: Driver...) -> Ingest {
    var ingest = Ingest()
    ingest.setDrivers(drivers)
    return ingest
  }

  private static func value(_ minute: Int64, _ value: Double) -> MinuteValue {
    MinuteValue(minute: minute, value: value)
  }

  @Test("one value a finished minute, stamped in it; the first minute has none")
  func minutes() {
    var ingest = Self.ingest(Self.driver)
    let given = Self.feed(&ingest, [100, 70, 90, 60, 60])
    #expect(given == [Self.value(1, 30), Self.value(2, 0), Self.value(3, 30)])
    let stored = ingest.takeChangedMinutes()
    #expect(stored[Self.driver.id]?.map(\.value) == [30, 0, 30])
    #expect(stored[Self.driver.source.id]?.count == 5, "the users are kept too")
    #expect(ingest.lastValues.last?.last?.value == 30)
  }

  @Test("a gap is not a departure")
  func gap() {
    var ingest = Self.ingest(Self.driver)
    let given = Self.feed(&ingest, [100, 90, nil, nil, 30, 20, 20])
    #expect(given == [Self.value(1, 10), Self.value(5, 10)])
  }

  @Test("what is sent once a minute needs no later sample to be over")
  func sparse() {
    var ingest = Self.ingest(Self.driver)
    var given: [Double] = []
    for (minute, level) in [500.0, 400, 250].enumerated() {
      let at = Self.start + .minutes(minute)
      let sent = at + .seconds(60)
      _ = ingest.take([Sample(metric: "users", labels: [:], at: at, value: level)], at: sent)
      for seconds in [0, 10, 20] {
        given += ingest.collect(at: sent + .seconds(seconds))
          .filter { $0.driver == Self.driver.id }.map(\.value)
      }
    }
    #expect(given == [100, 150])
  }

  @Test("a restart gives a first minute only if the one before is known, and none twice")
  func restart() {
    var fresh = Self.ingest(Self.driver)
    #expect(Self.feed(&fresh, [70, 60]) == [])
    var rebuilt = Self.ingest(Self.driver)
    let before = Self.start.minute
    rebuilt.remember(minutes: [
      Self.driver.source.id: [
        MinuteValue(minute: before - 2, value: 120), MinuteValue(minute: before - 1, value: 100),
      ],
      Self.driver.id: [MinuteValue(minute: before - 1, value: 20)],
    ])
    #expect(Self.feed(&rebuilt, [70, 60, 60]) == [Self.value(0, 30), Self.value(1, 10)])
  }

  @Test("users and departures share their samples; a set without them forgets both")
  func both() {
    var ingest = Self.ingest(Self.driver.source, Self.driver)
    let at = Self.start
    let receipt = ingest.take([Sample(metric: "users", labels: [:], at: at, value: 1)], at: at)
    #expect(receipt == SampleReceipt(accepted: 1, unused: 0, refused: 0))
    #expect(ingest.lastValues.map(\.driver) == [Self.driver.source.id, Self.driver.id])
    ingest.setDrivers([])
    #expect(ingest.lastValues.isEmpty)
  }
}
