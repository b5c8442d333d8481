import Glibc

/// A small HTTP/1.1 server: one thread, poll(), blocking nothing but itself.
///
/// Sixty of them run on two cores as stand-ins for servers, and each must be up within
/// milliseconds: an event loop with thread pools would cost more than all that it serves.
package final class PollServer: Sendable {
  /// Connections at a time; the health checks of a pool and a few curious people fit many times.
  private static let connectionLimit = 256
  /// A connection without a byte for this long is closed.
  private static let idleLimit = Duration.seconds(60)
  /// After `stop`, how long unfinished requests may take before they are cut.
  private static let drainLimit = Duration.seconds(5)

  /// The port it listens on, also when 0 was asked for.
  package let port: UInt16
  private let listener: Int32
  private let wakeReader: Int32
  /// Written to by `stop`, also from a signal handler.
  let wakeWriter: Int32

  /// Listens on an IPv4 address.
  /// - Parameter port: 0 takes a free one.
  /// - Throws: when the address cannot be had.
  package init(host: String = "127.0.0.1", port: UInt16) throws(WorkerError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw WorkerError("no pipe: \(systemError())") }
    (wakeReader, wakeWriter) = (ends[0], ends[1])
    setNonBlocking(wakeReader)
    setNonBlocking(wakeWriter)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.port = try listen(listener, host: host, port: port)
  }

  deinit {
    close(listener)
    close(wakeReader)
    close(wakeWriter)
  }

  /// Asks `run` to finish what is under way and return. Any thread may call it.
  package func stop() {
    var byte: UInt8 = 1
    _ = write(wakeWriter, &byte, 1)
  }

  /// Serves on the calling thread until `stop`.
  ///
  /// - Parameters:
  ///   - stopping: called once when `stop` was seen, before what is under way is answered.
  ///   - answer: called for each request, in order of arrival; it must not block.
  package func run(
    stopping: () -> Void = {}, answer: (PollRequest) -> PollResponse
  ) {
    var connections: [PollConnection] = []
    defer { for connection in connections { close(connection.descriptor) } }
    var drainUntil: ContinuousClock.Instant?
    while true {
      var watched = [
        pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: connections.count < Self.connectionLimit ? listener : -1, events: Int16(POLLIN),
          revents: 0),
      ]
      watched += connections.map {
        let events = $0.hasOutput ? POLLIN | POLLOUT : POLLIN
        return pollfd(fd: $0.descriptor, events: Int16(events), revents: 0)
      }
      // A second: how late an idle connection or the end of draining may be noticed.
      _ = poll(&watched, nfds_t(watched.count), drainUntil == nil ? 1_000 : 50)
      let now = ContinuousClock.now
      if watched[0].revents != 0, drainUntil == nil {
        drainUntil = now + Self.drainLimit
        emptyPipe()
        stopping()
      }
      let isDraining = drainUntil != nil
      for index in connections.indices where watched[index + 2].revents != 0 {
        connections[index].advance(at: now, isLast: isDraining, answer)
      }
      if watched[1].revents != 0 {
        let known = connections.count
        accept(into: &connections, at: now)
        // Its request is mostly there already; while draining this is its only turn.
        for index in connections.indices.dropFirst(known) {
          connections[index].advance(at: now, isLast: isDraining, answer)
        }
      }
      connections.removeAll { connection in
        let isOver =
          connection.isClosed || now - connection.activeAt > Self.idleLimit
          || (isDraining && !connection.isBusy)
        if isOver { close(connection.descriptor) }
        return isOver
      }
      if let drainUntil, connections.isEmpty || now > drainUntil { return }
    }
  }

  private func accept(
    into connections: inout [PollConnection], at now: ContinuousClock.Instant
  ) {
    while connections.count < Self.connectionLimit {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else {
        // Out of descriptors: the caller waits on, and poll must not spin meanwhile.
        if errno == EMFILE || errno == ENFILE { usleep(10_000) }
        return
      }
      setNonBlocking(descriptor)
      connections.append(PollConnection(descriptor, at: now))
    }
  }

  private func emptyPipe() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wakeReader, &bytes, bytes.count) > 0 {}
  }
}

/// A worker that cannot start.
package struct WorkerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what would be right.
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}

private func listen(
  _ descriptor: Int32, host: String, port: UInt16
) throws(WorkerError) -> UInt16 {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  guard descriptor >= 0 else { throw WorkerError("no socket: \(systemError())") }
  guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
    throw WorkerError("'\(host)' is not an IPv4 address; write 127.0.0.1 or 0.0.0.0")
  }
  var yes: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 128) == 0
        && getsockname(descriptor, $0, &length) == 0
    }
  }
  guard isBound else {
    throw WorkerError(
      "cannot listen on \(host):\(port): \(systemError()); give another --port, or PORT")
  }
  setNonBlocking(descriptor)
  return UInt16(bigEndian: address.sin_port)
}

private func setNonBlocking(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}

private func systemError() -> String { String(cString: strerror(errno)) }
