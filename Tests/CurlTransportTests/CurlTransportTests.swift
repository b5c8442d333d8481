import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CurlTransportTests {
  private let peer = Peer()
  private let client = CurlClient(maxConnections: 16)

  private func failure(_ request: HTTPRequest) async -> HTTPFailure? {
    do throws(HTTPFailure) {
      _ = try await client.send(request)
      return nil
    } catch { return error }
  }

  @Test func bodyHeadersAndStatusComeBack() async throws {
    let response = try await client.send(
      HTTPRequest(method: "POST", url: peer.base + "/echo", body: Array("hello".utf8)))
    #expect(response.status == 200)
    #expect(response.text == "POST /echo hello")
    #expect(response.header("x-peer") == "yes")
    let missing = try await client.send(HTTPRequest(url: peer.base + "/missing"))
    #expect(missing.status == 404)
    #expect(!missing.isSuccess)
    peer.stop()
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH"])
  func methodsWithAndWithoutBody(method: String) async throws {
    let empty = try await client.send(HTTPRequest(method: method, url: peer.base + "/m"))
    #expect(empty.text == "\(method) /m ")
    let full = try await client.send(
      HTTPRequest(method: method, url: peer.base + "/m", body: [104, 105]))
    #expect(full.text == "\(method) /m hi")
    peer.stop()
  }

  @Test func headersAreSentAsGivenAndNoneAreMadeUp() async throws {
    let response = try await client.send(
      HTTPRequest(
        method: "POST", url: peer.base + "/head",
        headers: [("Authorization", "Bearer abc"), ("X-Empty", "")], body: [1]))
    let lines = response.text.split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines.contains("Authorization: Bearer abc"))
    #expect(lines.contains("X-Empty:"))
    #expect(!lines.contains { $0.lowercased().hasPrefix("content-type") })
    #expect(!lines.contains { $0.lowercased().hasPrefix("expect") })
    peer.stop()
  }

  @Test func aLineBreakInAHeaderIsRefused() async {
    let failure = await failure(
      HTTPRequest(url: peer.base + "/", headers: [("X-A", "b\r\nX-Injected: c")]))
    #expect(failure?.code == .invalid)
    #expect(peer.requests == 0)
    peer.stop()
  }

  @Test func connectionsAreUsedAgain() async throws {
    for _ in 0..<20 { _ = try await client.send(HTTPRequest(url: peer.base + "/")) }
    #expect(peer.requests == 20)
    #expect(peer.connections == 1)
    peer.stop()
  }

  @Test func twoHundredAtOnceAllGetTheirOwnAnswer() async throws {
    let base = peer.base
    let client = client
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          let response = try await client.send(
            HTTPRequest(method: "POST", url: base + "/\(number)", body: Array("b\(number)".utf8)))
          return response.text == "POST /\(number) b\(number)"
        }
      }
      var right = 0
      for try await isRight in group where isRight { right += 1 }
      #expect(right == 200)
    }
    #expect(peer.connections <= 16)
    peer.stop()
  }

  @Test func aSilentServerIsATimeout() async {
    let clock = ContinuousClock()
    let started = clock.now
    let failure = await failure(
      HTTPRequest(url: peer.base + "/hang", timeout: .milliseconds(200)))
    #expect(failure?.code == .timeout)
    #expect(clock.now - started < .seconds(5))
    #expect(failure?.message.contains("/hang") == true)
    peer.stop()
  }

  @Test func nobodyListeningIsUnreachable() async {
    let gone = Peer()
    gone.stop()
    #expect(await failure(HTTPRequest(url: gone.base + "/"))?.code == .unreachable)
    peer.stop()
  }

  @Test(arguments: ["ftp://127.0.0.1/", "", "not a url", "http://"])
  func whatIsNoHTTPURLIsRefused(url: String) async {
    let code = await failure(HTTPRequest(url: url))?.code
    #expect(code == .invalid)
    peer.stop()
  }

  @Test func aBodyAboveTheLimitEndsTheTransfer() async {
    let announced = await failure(HTTPRequest(url: peer.base + "/long-enough", responseLimit: 5))
    #expect(announced?.code == .tooLarge)
    let endless = await failure(
      HTTPRequest(url: peer.base + "/endless", responseLimit: 1 << 20))
    #expect(endless?.code == .tooLarge)
    peer.stop()
  }

  @Test func aConnectionThatEndsInTheMiddleIsBroken() async {
    #expect(await failure(HTTPRequest(url: peer.base + "/half"))?.code == .broken)
    peer.stop()
  }

  @Test func cancellingEndsTheTransferAtOnce() async throws {
    let base = peer.base
    let client = client
    let peer = peer
    let codes = await withTaskGroup(of: HTTPFailure.Code?.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do throws(HTTPFailure) {
            _ = try await client.send(HTTPRequest(url: base + "/hang", timeout: .seconds(50)))
            return nil
          } catch { return error.code }
        }
      }
      while peer.connections < 12 { await Task.yield() }
      group.cancelAll()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == Array(repeating: .cancelled, count: 12))
    #expect(try await client.send(HTTPRequest(url: base + "/after")).status == 200)
    peer.stop()
  }

  @Test func aTaskCancelledBeforeItSendsGetsNoAnswer() async {
    let base = peer.base
    let client = client
    let code = await withTaskGroup(of: HTTPFailure.Code?.self) { group in
      group.cancelAll()
      group.addTask {
        do throws(HTTPFailure) {
          _ = try await client.send(HTTPRequest(url: base + "/early"))
          return nil
        } catch { return error.code }
      }
      return await group.next() ?? nil
    }
    #expect(code == .cancelled)
    #expect(peer.requests == 0)
    peer.stop()
  }

  @Test func shutdownAnswersWhatRunsAndWhatComesLater() async {
    let base = peer.base
    let client = client
    let peer = peer
    let code = await withTaskGroup(of: HTTPFailure.Code?.self) { group in
      group.addTask {
        do throws(HTTPFailure) {
          _ = try await client.send(HTTPRequest(url: base + "/hang", timeout: .seconds(50)))
          return nil
        } catch { return error.code }
      }
      while peer.connections < 1 { await Task.yield() }
      client.shutdown()
      client.shutdown()
      return await group.next() ?? nil
    }
    #expect(code == .shutDown)
    #expect(await failure(HTTPRequest(url: base + "/"))?.code == .shutDown)
    peer.stop()
  }
}
