/// How the local pool runs on this machine.
package struct LocalConfiguration: Hashable, Sendable {
  /// Absolute path of the folder for records, logs and the lock; made when missing.
  package var stateFolder: String
  /// Ports of 127.0.0.1 handed to processes. The default lies below the range that Linux gives
  /// to outgoing connections (32768 and up), so that these cannot take a port first.
  package var ports: ClosedRange<Int>
  /// Where a command that is not a path is looked up first: the daemon's own folder, so that
  /// `rung worker` runs the same build. Nil looks in `PATH` only.
  package var programFolder: String?
  package var upstreams: Upstreams
  package var logs: Logs

  package init(
    stateFolder: String, ports: ClosedRange<Int> = 31_000...31_999,
    programFolder: String? = nil, upstreams: Upstreams = Upstreams(), logs: Logs = Logs()
  ) {
    self.stateFolder = stateFolder
    self.ports = ports
    self.programFolder = programFolder
    self.upstreams = upstreams
    self.logs = logs
  }

  /// Where the list of serving servers is published; nil publishes nothing of that form.
  package struct Upstreams: Hashable, Sendable {
    /// `{"services": {"playback": [{"id": "…", "address": "127.0.0.1:31001"}]}}`
    package var jsonPath: String?
    /// `upstream playback { server 127.0.0.1:31001; }`, to be included by nginx.
    package var nginxPath: String?
    /// Program and arguments run after a change, such as `nginx -s reload`; nil runs nothing.
    package var reload: [String]?

    package init(jsonPath: String? = nil, nginxPath: String? = nil, reload: [String]? = nil) {
      self.jsonPath = jsonPath
      self.nginxPath = nginxPath
      self.reload = reload
    }
  }

  /// How much of what processes print is kept.
  package struct Logs: Hashable, Sendable {
    /// A log above this many bytes is copied aside and truncated.
    package var maxBytes: Int
    /// Copies kept of each log, and ended servers whose logs are kept.
    package var keep: Int

    package init(maxBytes: Int = 10_000_000, keep: Int = 5) {
      self.maxBytes = maxBytes
      self.keep = keep
    }
  }
}
