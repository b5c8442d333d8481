import CurlTransport
import Glibc
package import RungModel

/// Asks one process whether it is well. Returns within the timeout, a real one.
package typealias HealthProbe =
  @Sendable (_ probe: HealthCheck.Probe, _ port: Int, _ timeout: Duration) async -> Bool

/// Probes over real connections to 127.0.0.1.
struct LoopbackProbe: Sendable {
  let client: CurlClient

  /// Whether a 2xx answer or a connection comes within `timeout`.
  func check(_ probe: HealthCheck.Probe, port: Int, timeout: Duration) async -> Bool {
    switch probe {
    case .http(let path): await answers(path, port: port, timeout: timeout)
    case .tcp: await accepts(port: port, timeout: timeout)
    }
  }

  private func answers(_ path: String, port: Int, timeout: Duration) async -> Bool {
    let separator = path.hasPrefix("/") ? "" : "/"
    let request = HTTPRequest(
      method: "GET", url: "http://127.0.0.1:\(port)\(separator)\(path)",
      headers: [("User-Agent", "rung-health")], body: [], timeout: timeout,
      connectTimeout: timeout)
    do {
      return try await (200..<300).contains(client.send(request).status)
    } catch {
      return false
    }
  }

  /// A connection over loopback is made or refused at once, unless the listener's queue is full;
  /// only then is there anything to wait for.
  private func accepts(port: Int, timeout: Duration) async -> Bool {
    let flags = O_NONBLOCK | O_CLOEXEC
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | flags, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in.loopback(port: port)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if connected == 0 { return true }
    guard errno == EINPROGRESS else { return false }
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&waiting, 1, 0) == 1 { return waiting.revents & Int16(POLLERR | POLLHUP) == 0 }
      do {
        try await Task.sleep(for: .milliseconds(5))
      } catch {
        return false
      }
    }
    return false
  }
}
