import Glibc

/// Tells systemd how the daemon is: `READY=1`, `WATCHDOG=1`, `STOPPING=1`, over `NOTIFY_SOCKET`.
///
/// By hand because the protocol is one datagram; see sd_notify(3). Without the variable nothing is
/// sent. A lost message is not worth failing for: systemd's own watchdog notices.
package struct SupervisorNotice: Sendable {
  private let path: String?

  /// - Parameter path: the socket; `@name` is an abstract one.
  package init(path: String?) { self.path = path }

  /// The socket that the environment names, if it does.
  package static var fromEnvironment: SupervisorNotice {
    SupervisorNotice(path: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
  }

  /// Sends one state.
  /// - Returns: whether it was handed to the socket; false without one.
  @discardableResult
  package func send(_ state: String) -> Bool {
    guard let path, var address = Self.address(path) else { return false }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Self.closeOnExec, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
    let bytes = Array(state.utf8)
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), generic, length)
      }
    }
    return sent == bytes.count
  }

  // A child that inherited the socket would keep it open for its own life.
  private static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)

  private static func address(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    guard bytes.count > 1, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      return nil
    }
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }
}
