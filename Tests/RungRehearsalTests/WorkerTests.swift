import CurlTransport
import Foundation
import Glibc
import RungModel
import RungRehearsal
import Synchronization
import Testing

/// A worker on a thread of its own, where it is also made: it belongs to one thread.
private final class RunningWorker: Sendable {
  private struct State {
    var result: Result<PollServer, WorkerError>?
    var hasReturned = false
  }

  private let state = Mutex(State())
  var hasReturned: Bool { state.withLock(\.hasReturned) }

  /// Starts it and waits until it listens.
  func start(_ settings: Worker.Settings) async throws -> PollServer {
    Thread.detachNewThread { [self] in
      do throws(WorkerError) {
        let worker = try Worker(settings)
        state.withLock { $0.result = .success(worker.stopper) }
        worker.run()
        state.withLock { $0.hasReturned = true }
      } catch {
        state.withLock { $0.result = .failure(error) }
      }
    }
    while true {
      if let result = state.withLock(\.result) { return try result.get() }
      await Task.yield()
    }
  }
}

@Suite(.timeLimit(.minutes(1)), .serialized)
struct WorkerTests {
  private let http = CurlClient(maxConnections: 8)
  private let running = RunningWorker()

  private func get(_ server: PollServer, _ path: String) async throws -> HTTPResponse {
    try await http.send(HTTPRequest(url: "http://127.0.0.1:\(server.port)\(path)"))
  }

  /// False once it stops: it says so, or takes no new connection any more.
  private func isReady(_ server: PollServer) async throws -> Bool {
    do throws(HTTPFailure) {
      let url = "http://127.0.0.1:\(server.port)/metrics"
      return try await http.send(HTTPRequest(url: url)).text.contains("rung_worker_ready 1\n")
    } catch { return false }
  }

  @Test func saysWhoItIsAndCounts() async throws {
    let server = try await running.start(.init(port: 0, serverID: #"w-"7""#))
    _ = try await get(server, "/healthz")
    let answer = try await get(server, "/")
    #expect(answer.status == 200)
    #expect(answer.text.hasPrefix(#"{"server":"w-\"7\"","requests":2,"#))
    #expect(try await get(server, "/metrics").text.contains("rung_worker_requests_total 3\n"))
    #expect(try await get(server, "/nothing").status == 404)
    let post = HTTPRequest(method: "POST", url: "http://127.0.0.1:\(server.port)/", body: [1])
    #expect(try await http.send(post).status == 405)
    server.stop()
  }

  @Test func isReadyOnlyAfterItsScaledBootTime() async throws {
    // Six minutes, 240 times as fast: a second and a half.
    let started = ContinuousClock.now
    let server = try await running.start(
      .init(port: 0, boot: .minutes(6), clockSpeed: 240))
    var sawBooting = false
    while true {
      let answer = try await get(server, "/healthz")
      if answer.status == 200 { break }
      #expect(answer.status == 503)
      #expect(answer.text == #"{"status":"booting"}"#)
      sawBooting = true
    }
    #expect(ContinuousClock.now - started >= .milliseconds(1_500))
    #expect(sawBooting)
    server.stop()
  }

  @Test func aSignalEndsItAfterTheRequestsUnderWay() async throws {
    let server = try await running.start(.init(port: 0))
    StopSignal.stop(server, on: [SIGUSR2])
    #expect(try await get(server, "/healthz").status == 200)
    // Half a request, of which the worker has read the first half.
    let client = try halfRequest(to: server.port, "GET /healthz HTT")
    #expect(try await get(server, "/").status == 200)
    kill(getpid(), SIGUSR2)
    // The signal may take a moment to arrive: until then new requests find a healthy worker.
    while try await isReady(server) { await Task.yield() }
    #expect(!running.hasReturned)
    finish(client, "P/1.1\r\n\r\n")
    #expect(try await answer(on: client).hasPrefix("HTTP/1.1 503 "))
    while !running.hasReturned { await Task.yield() }
    #expect(running.hasReturned)
  }

  @Test func aTakenPortIsAnErrorWithTheRemedy() async throws {
    let server = try await running.start(.init(port: 0))
    let error = #expect(throws: WorkerError.self) {
      _ = try Worker(.init(port: server.port))
    }
    #expect(error?.message.contains("--port") == true)
    server.stop()
  }

  @Test func settingsFallBackToTheEnvironment() throws {
    let environment = ["PORT": "31001", "RUNG_SERVER_ID": "a-1", "RUNG_CLOCK_SPEED": "60"]
    let given = try Worker.Settings(environment: environment)
    #expect(given == .init(port: 31_001, serverID: "a-1", clockSpeed: 60))
    let named = try Worker.Settings(port: 5, serverID: "b", clockSpeed: 2, environment: environment)
    #expect(named == .init(port: 5, serverID: "b", clockSpeed: 2))
    #expect(throws: WorkerError.self) { try Worker.Settings(environment: [:]) }
    #expect(throws: WorkerError.self) { try Worker.Settings(environment: ["PORT": "70000"]) }
    #expect(throws: WorkerError.self) {
      try Worker.Settings(port: 1, environment: ["RUNG_CLOCK_SPEED": "0"])
    }
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411"),
    ("GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413"),
    ("GET /a HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n", "404"),
  ])
  func whateverArrivesIsAnsweredAndTheWorkerLives(text: String, status: String) async throws {
    let server = try await running.start(.init(port: 0))
    let client = try halfRequest(to: server.port, text)
    #expect(try await answer(on: client).hasPrefix("HTTP/1.1 \(status) "))
    #expect(try await get(server, "/healthz").status == 200)
    server.stop()
  }
}

extension WorkerTests {
  @Test func headersWithoutEndAreCutOff() async throws {
    let server = try await running.start(.init(port: 0))
    let client = try halfRequest(
      to: server.port, "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 20_000))
    #expect(try await answer(on: client).hasPrefix("HTTP/1.1 431 "))
    server.stop()
  }
}

/// A connection on which these bytes were sent.
private func halfRequest(to port: UInt16, _ text: String) throws -> Int32 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let status = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  try #require(status == 0)
  finish(descriptor, text)
  return descriptor
}

private func finish(_ descriptor: Int32, _ text: String) {
  let bytes = Array(text.utf8)
  _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
}

/// All that comes back until the worker closes the connection, which is closed here too.
private func answer(on descriptor: Int32) async throws -> String {
  var received: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4_096)
  while true {
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count > 0 {
      received.append(contentsOf: buffer[..<count])
    } else if count == 0 || errno != EAGAIN {
      break
    }
    await Task.yield()
  }
  close(descriptor)
  return String(decoding: received, as: UTF8.self)
}
