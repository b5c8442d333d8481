import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RungFormats
import RungServer
import ServiceLifecycle
import Testing

/// The server on a real socket.
@Suite struct LiveTests {
  @Test func itAnswersOverASocket() async throws {
    let server = TestedServer(settings: ServerSettings(port: 0))
    try await server.application().test(.live) { client in
      let answer = try await client.execute(uri: "/v1/services/playback", method: .get)
      #expect(answer.status.code == 200)
      let line = #"{"metric":"m","labels":{},"at":"2026-11-28T20:00:00Z","value":1}"#
      let lines = String(repeating: line + "\n", count: 5_000)
      let receipt = try await client.execute(
        uri: "/v1/samples", method: .post, body: ByteBuffer(string: lines))
      #expect(receipt.status.code == 200)
    }
    #expect(await server.daemon.samples.count == 5_000)
  }

  @Test func aHeaderBeyondTheLimitEndsTheRequest() async throws {
    let server = TestedServer(
      settings: ServerSettings(port: 0, limits: .init(headerBytes: 2_000)))
    try await server.application().test(.live) { client in
      let name = try #require(HTTPField.Name("X-Long"))
      do {
        let answer = try await client.execute(
          uri: "/healthz", method: .get,
          headers: [name: String(repeating: "a", count: 10_000)])
        #expect((400..<500).contains(answer.status.code))
      } catch {
        // The connection may be closed before the client has read the answer.
        #expect(!(error is CancellationError))
      }
    }
  }

  @Test func itTellsItsPortAndEndsSoonOnGracefulShutdown() async throws {
    let daemon = FakeDaemon()
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = try RungServer.application(
      settings: ServerSettings(port: 0), inbox: daemon, view: daemon,
      logger: Logger(label: "test"), onListening: { port.yield($0) })
    let group = ServiceGroup(
      configuration: .init(services: [application], logger: Logger(label: "test")))
    let clock = ContinuousClock()
    let took = try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let bound = await ports.first { _ in true }
      // A client that keeps its connection open must not keep the server up.
      let client = TestClient(
        host: "127.0.0.1", port: try #require(bound), configuration: .init(timeout: .seconds(20)))
      client.connect()
      let answer = try await client.get("/healthz", headers: [.connection: "keep-alive"])
      #expect(answer.status.code == 200)
      let start = clock.now
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      let took = clock.now - start
      try await client.shutdown()
      return took
    }
    // A fraction of a second on an idle machine; the idle timeout would be 60 s.
    #expect(took < .seconds(20))
  }
}
