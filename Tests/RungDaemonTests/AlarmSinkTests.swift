import Logging
import RungDaemon
import RungModel
import RungPorts
import Synchronization
import Testing

/// An Alertmanager that answers what it is told, and keeps what it got.
private final class FakeAlertmanager: Sendable {
  private let state: Mutex<(answers: [WebhookAlarmSink.Answer], bodies: [String])>

  /// - Parameter answers: in turn; 200 when they have run out.
  init(_ answers: [WebhookAlarmSink.Answer] = []) { state = Mutex((answers, [])) }

  func answer(_ body: [UInt8]) -> WebhookAlarmSink.Answer {
    state.withLock { state in
      state.bodies.append(String(decoding: body, as: UTF8.self))
      return state.answers.isEmpty ? .status(200) : state.answers.removeFirst()
    }
  }

  var bodies: [String] { state.withLock { $0.bodies } }
}

@Suite("Alarm sinks")
struct AlarmSinkTests {
  private static let now = Timestamp(seconds: 1_790_000_000)
  private static let alarm = Alarm(
    .shortfall, .critical, subject: "playback", message: "3 servers \"short\"")

  private static func sink(_ manager: FakeAlertmanager) -> WebhookAlarmSink {
    WebhookAlarmSink(
      attempts: 3, backoff: Backoff(first: .milliseconds(1), longest: .milliseconds(1)),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, realNow: { now }
    ) { manager.answer($0) }
  }

  private static func body(endsAt: String) -> String {
    """
    [{"annotations":{"summary":"3 servers \\"short\\""},"endsAt":"\(endsAt)",\
    "labels":{"alertname":"rung_shortfall","severity":"critical","subject":"playback"},\
    "startsAt":"\(now)"}]
    """
  }

  @Test("an alarm is posted as Alertmanager reads it, repeated while it holds, and ended")
  func life() async {
    let manager = FakeAlertmanager()
    let sink = Self.sink(manager)
    await sink.notify(raised: [], cleared: [], at: Self.now)
    #expect(manager.bodies.isEmpty)
    await sink.notify(raised: [Self.alarm], cleared: [], at: Self.now)
    await sink.notify(raised: [], cleared: [], at: Self.now)
    await sink.notify(raised: [], cleared: [Self.alarm], at: Self.now)
    await sink.notify(raised: [], cleared: [], at: Self.now)
    let holds = Self.body(endsAt: "\(Self.now + WebhookAlarmSink.lifetime)")
    #expect(manager.bodies == [holds, holds, Self.body(endsAt: "\(Self.now)")])
    #expect(await sink.delivered == 3)
  }

  @Test("a failing Alertmanager is asked again, so many times, and counted")
  func retries() async {
    let manager = FakeAlertmanager([.status(503), .failed("refused")])
    let sink = Self.sink(manager)
    await sink.notify(raised: [Self.alarm], cleared: [], at: Self.now)
    #expect(manager.bodies.count == 3)
    #expect(await sink.delivered == 1)
    #expect(await sink.lost == 0)
  }

  @Test("an ending that was not delivered goes with the next batch")
  func endingKept() async {
    let down = [WebhookAlarmSink.Answer](repeating: .status(500), count: 3)
    let manager = FakeAlertmanager([.status(200)] + down)
    let sink = Self.sink(manager)
    await sink.notify(raised: [Self.alarm], cleared: [], at: Self.now)
    await sink.notify(raised: [], cleared: [Self.alarm], at: Self.now)
    #expect(await sink.lost == 1)
    await sink.notify(raised: [], cleared: [], at: Self.now)
    #expect(manager.bodies.count == 5)
    #expect(manager.bodies.last == Self.body(endsAt: "\(Self.now)"))
    await sink.notify(raised: [], cleared: [], at: Self.now)
    #expect(manager.bodies.count == 5)
  }
}
