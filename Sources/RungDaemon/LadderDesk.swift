import RungModel

/// The ladders in force and how the last reading of their folder went.
struct LadderDesk: Sendable {
  typealias Entry = LadderLoad.Entry

  /// The store's name for the last good set, which a restart on a damaged folder falls back to.
  static let key = "ladders"

  var entries: [Entry] = []
  /// The folder's mark before it was last read.
  var mark = ""
  /// Whether someone asked for a reading, whatever the mark says.
  var isReloadAsked = false
  /// Whether the last reading was in order, and when one last was put in force.
  var isInOrder = false
  var loadedAt: Timestamp?

  /// The file of a service; empty when no ladder in force has it.
  func file(of service: String) -> String {
    entries.first { $0.ladder.service == service }?.file ?? ""
  }

  /// The distinct drivers, in the order of the entries.
  var drivers: [Driver] {
    var seen: Set<DriverID> = []
    return entries.map(\.ladder.driver).filter { seen.insert($0.id).inserted }
  }

  /// The distinct drivers that samples come for: of departures their users'.
  var sources: [Driver] {
    Driver.withSources(drivers).filter { $0.unit != .departures }
  }

  /// All pools that name a backend, in the order of the entries.
  func pools(of backend: String) -> [(service: String, pool: Pool)] {
    entries.flatMap { entry in
      entry.ladder.pools.filter { $0.backend == backend }.map { (entry.ladder.service, $0) }
    }
  }
}
