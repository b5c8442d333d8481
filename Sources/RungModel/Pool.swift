/// Offerings tried as one group: primary, secondary, spot, or processes of this machine.
package struct Pool: Hashable, Codable, Sendable {
  package enum Market: String, CaseIterable, Codable, Sendable {
    case onDemand = "on-demand"
    case spot
  }

  package var name: String
  /// An entry of `backends` in rung.yaml.
  package var backend: String
  package var market: Market
  /// The largest part of desired capacity this pool may hold, above 0 to 1.
  package var share: Double
  /// At least one. A local pool has exactly one, named `process`.
  package var offerings: [Offering]
  /// How to run a server as a process; only for local pools.
  package var process: ProcessTemplate?

  package init(
    name: String, backend: String, market: Market = .onDemand, share: Double = 1,
    offerings: [Offering], process: ProcessTemplate? = nil
  ) {
    self.name = name
    self.backend = backend
    self.market = market
    self.share = share
    self.offerings = offerings
    self.process = process
  }
}

/// Instance type x zone x market, with its weight in reference servers.
package struct Offering: Hashable, Codable, Sendable {
  /// `c6i.4xlarge`; `process` for a local pool.
  package var type: String
  /// Availability zone; nil leaves the choice to the backend.
  package var zone: String?
  /// How many reference servers one of these counts for, at least 1.
  package var servers: Int
  /// US dollars an hour; nil where unknown (then cost is reported in server hours only).
  package var pricePerHour: Double?

  package init(type: String, zone: String? = nil, servers: Int = 1, pricePerHour: Double? = nil) {
    self.type = type
    self.zone = zone
    self.servers = servers
    self.pricePerHour = pricePerHour
  }
}

/// How a local pool runs one server.
package struct ProcessTemplate: Hashable, Codable, Sendable {
  /// Program and arguments; `PORT`, `RUNG_SERVER_ID` and `RUNG_ORDER` are in its environment, and
  /// `${PORT}` in an argument stands for the port.
  package var command: [String]
  package var environment: [String: String]
  /// Nil runs in the pool's own state folder.
  package var workingDirectory: String?
  package var health: HealthCheck
  /// From SIGTERM to SIGKILL.
  package var stopGrace: Duration

  package init(
    command: [String], environment: [String: String] = [:], workingDirectory: String? = nil,
    health: HealthCheck = HealthCheck(), stopGrace: Duration = .seconds(10)
  ) {
    self.command = command
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.health = health
    self.stopGrace = stopGrace
  }
}

/// When a process counts as ready, and as failed.
package struct HealthCheck: Hashable, Codable, Sendable {
  package enum Probe: Hashable, Codable, Sendable {
    /// GET of this path answers 2xx.
    case http(path: String)
    /// The port accepts a connection.
    case tcp
  }

  package var probe: Probe
  /// Time between probes.
  package var every: Duration
  /// A probe that takes longer has failed.
  package var timeout: Duration
  /// Probes in a row that must agree before the state changes, at least 1.
  package var after: Int

  package init(
    probe: Probe = .tcp, every: Duration = .seconds(1), timeout: Duration = .seconds(1),
    after: Int = 3
  ) {
    self.probe = probe
    self.every = every
    self.timeout = timeout
    self.after = after
  }
}
