/// A named instant of an event.
package struct Milestone: Hashable, Codable, Sendable {
  package enum Status: String, Codable, Sendable {
    /// The schedule's word for what is to come.
    case planned
    /// It happened then.
    case actual
  }

  /// Open names that belong to the kind: `toss`, `start`, `innings_break`, `half_time`, `end`, …
  package var name: String
  package var at: Timestamp
  package var status: Status

  package init(name: String, at: Timestamp, status: Status = .planned) {
    self.name = name
    self.at = at
    self.status = status
  }
}

/// A stop with no known end: rain, a power cut, a broken stream.
package struct Interruption: Hashable, Codable, Sendable {
  package var from: Timestamp
  /// Nil while it lasts; a future instant when the schedule has announced the resume.
  package var to: Timestamp?

  package init(from: Timestamp, to: Timestamp? = nil) {
    self.from = from
    self.to = to
  }

  /// Whether play is stopped at an instant.
  package func contains(_ instant: Timestamp) -> Bool {
    from <= instant && instant < (to ?? .distantFuture)
  }
}

/// One match, sale or launch: the full state that the newest schedule message gave.
package struct Event: Hashable, Codable, Sendable {
  package enum Status: String, CaseIterable, Codable, Sendable {
    case scheduled, live, interrupted, ended, abandoned, cancelled

    /// Nothing more will come of it.
    package var isOver: Bool { self == .ended || self == .abandoned || self == .cancelled }
  }

  package var id: String
  /// What its curves are compared by: `cricket-t20`, `cricket-odi`, `football`, …
  package var kind: String
  package var title: String
  /// The highest sequence wins, whatever the order of arrival.
  package var sequence: Int
  package var status: Status
  package var tags: [String: String]
  /// Expected peak by unit word (`users`, `rps`), if the sender gave one; positive.
  package var expectedPeak: [String: Double]
  /// In order of time.
  package var milestones: [Milestone]
  package var interruptions: [Interruption]

  package init(
    id: String, kind: String, title: String = "", sequence: Int = 1,
    status: Status = .scheduled, tags: [String: String] = [:],
    expectedPeak: [String: Double] = [:], milestones: [Milestone] = [],
    interruptions: [Interruption] = []
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.sequence = sequence
    self.status = status
    self.tags = tags
    self.expectedPeak = expectedPeak
    self.milestones = milestones
    self.interruptions = interruptions
  }

  enum CodingKeys: String, CodingKey {
    case id, kind, title, sequence, status, tags, milestones, interruptions
    case expectedPeak = "expected_peak"
  }
}

extension Event {
  /// When a milestone is planned or was; nil when the event does not have it.
  package func milestone(_ name: String) -> Timestamp? {
    milestones.firstIndex { $0.name == name }.map { milestones[$0].at }
  }

  /// The first milestone's instant.
  package var begins: Timestamp? { milestones.lazy.map(\.at).min() }

  /// The `end` milestone, else the last one.
  package var ends: Timestamp? { milestone("end") ?? milestones.lazy.map(\.at).max() }

  /// The interruption that holds at an instant, if one does.
  package func interruption(at instant: Timestamp) -> Interruption? {
    interruptions.last { $0.contains(instant) }
  }
}

/// A schedule message: an event's full state and when it was received.
package struct EventMessage: Hashable, Codable, Sendable {
  package var receivedAt: Timestamp
  package var event: Event

  package init(receivedAt: Timestamp, event: Event) {
    self.receivedAt = receivedAt
    self.event = event
  }

  enum CodingKeys: String, CodingKey {
    case receivedAt = "received_at"
    case event
  }
}
