import RungDaemon
import RungModel
import RungPorts
import Synchronization
import Testing

/// Keeps what it is told.
private final class MemorySink: AlarmSink, DeliveryCounting {
  private let raised = Mutex<[Alarm]>([])
  let sinkName = "memory"

  func notify(raised: [Alarm], cleared: [Alarm], at: Timestamp) async {
    self.raised.withLock { $0 += raised }
  }

  func deliveries() async -> (delivered: Int, lost: Int) { (raised.withLock { $0.count }, 0) }

  var kinds: [Alarm.Kind] { raised.withLock { $0.map(\.kind) } }
}

@Suite("With the controller", .timeLimit(.minutes(2)))
struct DaemonControllerTests {
  @Test("users come, servers are launched for them, and the page and the status say so")
  func scalesOut() async throws {
    let sink = MemorySink()
    let stage = Stage(sinks: [sink], isReal: true)
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      // The ladder's lower limit first: nothing is known of users.
      #expect(await eventually { await stage.backend.servers.count >= 1 })
      // 900 users are 10 servers by the rungs.
      let isServed = await eventually {
        let now = await stage.daemon.status().now
        _ = await stage.daemon.take([Sample(metric: "users", at: now, value: 900)])
        return await stage.backend.servers.count >= 10
      }
      #expect(isServed)
      #expect(
        await eventually {
          // On a busy machine the first sample may be stale before the page is read.
          let now = await stage.daemon.status().now
          _ = await stage.daemon.take([Sample(metric: "users", at: now, value: 900)])
          let page = await stage.daemon.metrics()
          return page.contains("rung_unserved_demand{service=\"playback\"} 0\n")
            && page.contains("rung_observed_demand{service=\"playback\"} 900\n")
        })
      let status = await stage.daemon.service("playback")
      #expect(status?.decision?.reasons.isEmpty == false)
      #expect((status?.servedDemand ?? 0) >= 900)
      #expect(status?.forecast != nil)
    }
    let orders = await stage.store.committed.flatMap(\.orders).map(\.id)
    #expect(Set(orders).count == orders.count, "no token is used twice")
    #expect(await Set(stage.backend.launches.map(\.id)).isSubset(of: Set(orders)))
    #expect(await stage.backend.terminations.isEmpty)
  }

  @Test("an alarm of the shell reaches the sinks through the controller, once")
  func shellAlarm() async throws {
    let sink = MemorySink()
    let stage = Stage(sinks: [sink], isReal: true)
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      await stage.backend.fail(BackendError(.unreachable, "no route"))
      #expect(await eventually { sink.kinds.contains(.backendUnreachable) })
      #expect(
        await eventually {
          await stage.daemon.metrics().contains("rung_alarm{kind=\"backend_unreachable\"")
        })
      #expect(
        await stage.daemon.metrics().contains(
          "rung_alarm_deliveries_total{sink=\"memory\",result=\"delivered\"}"))
    }
    #expect(sink.kinds.filter { $0 == .backendUnreachable }.count == 1)
  }

  @Test("a sender whose clock is off is told by alarm and metric, and the alarm goes with it")
  func clockSkew() async throws {
    let sink = MemorySink()
    let stage = Stage(sinks: [sink], isReal: true)
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      func send(ahead: Duration) async {
        let now = await stage.daemon.status().now
        _ = await stage.daemon.take([Sample(metric: "users", at: now + ahead, value: 900)])
      }
      #expect(
        await eventually {
          await send(ahead: .minutes(9))
          return sink.kinds.contains(.clockSkew)
        })
      let page = await stage.daemon.metrics()
      #expect(page.contains("rung_clock_skew_seconds{driver=\"users\"} 5"))
      #expect(page.contains("rung_sample_faults_total{driver=\"users\",fault=\"future\"}"))
      #expect(
        await eventually {
          await send(ahead: .zero)
          return await !stage.daemon.metrics().contains("kind=\"clock_skew\"")
        })
    }
    #expect(sink.kinds.filter { $0 == .clockSkew }.count == 1)
  }
}
