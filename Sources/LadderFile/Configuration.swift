import RungModel

/// How one daemon runs: what rung.yaml says, defaults filled in, paths absolute or as given.
package struct Configuration: Hashable, Sendable {
  /// Where it listens and who may come in.
  package var http = HTTPSettings()
  /// The SQLite file with all facts. Default `rung.db` in the working folder; the systemd sample
  /// keeps it under /var/lib/rung.
  package var store = "rung.db"
  /// The folder of ladder files, or one file. Default `Ladders`.
  package var ladders = "Ladders"
  /// The folder of curves; nil is the synthetic library that the program carries.
  package var library: String?
  /// In order of their names.
  package var backends: [LocalBackendSettings] = []
  /// Where alarms go besides log, metrics and status; nil for nowhere.
  package var webhook: AlarmWebhook?
  /// What the store forgets, and when.
  package var retention = RetentionSettings()
  /// Time between two steps when nothing urgent comes. Default 10 s.
  package var tick = Duration.seconds(10)
  /// What is logged, and how.
  package var log = LogSettings()

  package init() {}

  /// A daemon without a file: loopback, the ladders given, one local backend named `local` that
  /// keeps its processes' state, and the upstream list, in a folder.
  package static func defaults(ladders: String, stateFolder: String) -> Configuration {
    var configuration = Configuration()
    configuration.ladders = ladders
    configuration.store = "\(stateFolder)/rung.db"
    configuration.library = "\(stateFolder)/curves"
    configuration.backends = [
      LocalBackendSettings(
        name: "local", stateFolder: "\(stateFolder)/local",
        upstreams: UpstreamSettings(json: "\(stateFolder)/upstreams.json"))
    ]
    return configuration
  }

  /// The names that a pool's `backend` may have.
  package var backendNames: Set<String> { Set(backends.map(\.name)) }
}

/// The door for samples, events and people.
package struct HTTPSettings: Hashable, Sendable {
  /// An address or host name. Default 127.0.0.1; any other than loopback needs tokens.
  package var host = "127.0.0.1"
  /// 0 takes a free one. Default 7864.
  package var port = 7864
  /// Who may come in; empty lets everyone on loopback in.
  package var tokens: [TokenSource] = []
  /// Bytes of one request. Default 4 MB: about 30,000 samples.
  package var maxBodyBytes = 4_000_000
  /// Requests a second that one caller may send; nil for no bound.
  package var ratePerSecond: Double?

  package init() {}

  /// Whether only this machine reaches it.
  package var isLoopback: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    // A host name may begin with "127." as well, so all four parts must be numbers.
    let isNumeric = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "::1" || (isNumeric && parts[0] == "127")
  }
}

/// A caller's name and where its secret is read; the file itself never holds one.
package struct TokenSource: Hashable, Sendable {
  /// Where the secret is read.
  package enum Secret: Hashable, Sendable {
    case file(String)
    /// The name of an environment variable.
    case environment(String)
  }

  /// What the audit log calls the caller.
  package var name: String
  /// Read at start, never printed.
  package var secret: Secret

  package init(name: String, secret: Secret) {
    self.name = name
    self.secret = secret
  }
}

/// Processes of this machine as servers.
package struct LocalBackendSettings: Hashable, Sendable {
  /// What pools call it.
  package var name: String
  /// Process records and logs live here.
  package var stateFolder: String
  /// One port for each process. Default 31000 to 31999, below Linux's ephemeral range.
  package var ports: ClosedRange<Int>
  /// Where the list of ready processes goes.
  package var upstreams: UpstreamSettings
  /// A process's log is rotated past this many bytes. Default 10 MB.
  package var logBytes: Int
  /// Rotated logs kept for each process. Default 3.
  package var logsKept: Int

  package init(
    name: String, stateFolder: String, ports: ClosedRange<Int> = 31_000...31_999,
    upstreams: UpstreamSettings = UpstreamSettings(), logBytes: Int = 10_000_000,
    logsKept: Int = 3
  ) {
    self.name = name
    self.stateFolder = stateFolder
    self.ports = ports
    self.upstreams = upstreams
    self.logBytes = logBytes
    self.logsKept = logsKept
  }
}

/// Where the list of ready servers is written.
package struct UpstreamSettings: Hashable, Sendable {
  /// A JSON file; nil writes none.
  package var json: String?
  /// A file of nginx `upstream` blocks; nil writes none.
  package var nginx: String?
  /// Run after the files change, `["nginx", "-s", "reload"]`; empty runs nothing.
  package var reload: [String]

  package init(json: String? = nil, nginx: String? = nil, reload: [String] = []) {
    self.json = json
    self.nginx = nginx
    self.reload = reload
  }
}

/// A receiver that takes what Alertmanager takes.
package struct AlarmWebhook: Hashable, Sendable {
  /// `http://` or `https://`.
  package var url: String
  /// Of one delivery. Default 10 s.
  package var timeout: Duration

  package init(url: String, timeout: Duration = .seconds(10)) {
    self.url = url
    self.timeout = timeout
  }
}

/// How long the store keeps things.
package struct RetentionSettings: Hashable, Sendable {
  /// Driver values a minute. Default 366 days: the same event a year ago.
  package var minutes = Duration.hours(24 * 366)
  /// Decisions, orders, servers, audit. Default 90 days.
  package var history = Duration.hours(24 * 90)

  package init() {}
}

/// What is logged, and how.
package struct LogSettings: Hashable, Sendable {
  /// As swift-log names them.
  package enum Level: String, CaseIterable, Sendable {
    case trace, debug, info, notice, warning, error, critical
  }

  /// Lines for people, or one JSON object a line.
  package enum Format: String, CaseIterable, Sendable {
    case text, json
  }

  /// The least that is logged. Default info.
  package var level = Level.info
  /// Default text.
  package var format = Format.text

  package init() {}
}
