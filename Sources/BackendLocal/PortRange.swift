import Glibc

/// Hands out ports of 127.0.0.1, the one used longest ago first.
struct PortRange: Hashable, Sendable {
  private let ports: ClosedRange<Int>
  private var next: Int

  init(_ ports: ClosedRange<Int>) {
    self.ports = ports
    next = ports.lowerBound
  }

  /// A port that no server of ours has and nothing else listens on; nil when none is left.
  mutating func take(except taken: Set<Int>) -> Int? {
    for _ in 0..<ports.count {
      let port = next
      next = next == ports.upperBound ? ports.lowerBound : next + 1
      if !taken.contains(port), Self.isFree(port) { return port }
    }
    return nil
  }

  /// The text for people when none is left.
  var exhausted: String {
    "all ports from \(ports.lowerBound) to \(ports.upperBound) are taken; "
      + "widen the port range of the local backend"
  }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // As servers do: connections of an ended server that linger must not hold its port.
    var yes: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in.loopback(port: port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

extension sockaddr_in {
  /// A port of 127.0.0.1.
  static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return address
  }
}
