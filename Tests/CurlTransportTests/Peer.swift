import Glibc
import Synchronization

/// A small HTTP/1.1 server on a loopback port, one thread a connection: what the client under test
/// talks to. The path says how it answers; see `answer`.
final class Peer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let accepted = Atomic<Int>(0)
  private let taken = Atomic<Int>(0)

  /// Connections taken so far, and requests read from them.
  var connections: Int { accepted.load(ordering: .relaxed) }
  var requests: Int { taken.load(ordering: .relaxed) }
  var base: String { "http://127.0.0.1:\(port)" }

  init() {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(descriptor, address, length) == 0, "no loopback port")
        getsockname(descriptor, address, &length)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    precondition(listen(listener, 512) == 0, "cannot listen")
    inThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else {
          close(listener)
          return
        }
        accepted.add(1, ordering: .relaxed)
        inThread { [self] in serve(connection) }
      }
    }
  }

  /// Listens no more. The accepting thread closes the socket: were it closed here, that thread
  /// could accept on a number that belongs to the next peer by then.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var received: [UInt8] = []
    while let (head, body) = readRequest(connection, &received) {
      // Counted before the answer: who has the answer may ask for the count at once.
      taken.add(1, ordering: .relaxed)
      let words = head.split(separator: " ")
      guard words.count > 1, answer(connection, head, String(words[0]), String(words[1]), body)
      else { return }
    }
  }

  /// - Returns: whether the connection goes on.
  private func answer(
    _ connection: Int32, _ head: String, _ method: String, _ path: String, _ body: [UInt8]
  ) -> Bool {
    switch path {
    case "/hang":
      var byte: UInt8 = 0
      return read(connection, &byte, 1) > 0  // until the client leaves
    case "/half":
      write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      return false
    case "/endless":
      write(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      let chunk = String(repeating: "x", count: 65_536)
      while write(connection, chunk) {}
      return false
    case "/missing":
      write(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope")
    case "/head":
      write(connection, response(head))
    default:
      write(connection, response("\(method) \(path) \(String(decoding: body, as: UTF8.self))"))
    }
    return true
  }

  private func response(_ text: String) -> String {
    "HTTP/1.1 200 OK\r\nX-Peer:  yes \r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }

  @discardableResult
  private func write(_ connection: Int32, _ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      bytes = bytes.dropFirst(sent)
    }
    return true
  }

  private func readRequest(_ connection: Int32, _ received: inout [UInt8]) -> (String, [UInt8])? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = headEnd(received) {
        let head = String(decoding: received[..<end], as: UTF8.self)
        let length = contentLength(head)
        if received.count >= end + length {
          let body = Array(received[end..<end + length])
          received.removeFirst(end + length)
          return (head, body)
        }
      }
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return nil }
      received.append(contentsOf: buffer[..<count])
    }
  }

  private func headEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (3..<bytes.count).first { bytes[$0 - 3...$0].elementsEqual([13, 10, 13, 10]) }
      .map { $0 + 1 }
  }

  private func contentLength(_ head: String) -> Int {
    let line = head.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-length:")
    }
    return line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop(while: \.isWhitespace)) } ?? 0
  }
}

/// Runs a body on a thread of its own: blocking reads have no place on the cooperative pool.
private func inThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  pthread_detach(thread)
}
