import BackendLocal
import CurveGenerator
import Foundation
import LadderFile
import Logging
import RungDaemon
import RungFormats
import RungModel
import RungPorts

/// What the daemon reads beside store and backends: ladders, curves, and conditions of its pools.
struct DaemonDoors: Sendable {
  var configuration: Configuration
  var clock: ScaledClock
  var logger: Logger

  /// The doors, with the pools whose crash loops become alarms.
  func sources(backends: [LocalBackend]) -> DaemonSources {
    DaemonSources(
      loadLadders: { loadLadders() },
      ladderMark: { FolderMark.of(folder: configuration.ladders) },
      library: { CurveShelf(folder: configuration.library).curves(logger: logger) },
      keepCurve: { finished in
        guard let folder = configuration.library else {
          throw CommandFailure(
            "no library folder is configured: give `library` in rung.yaml, and restart; the "
              + "event's minutes stay in the store for it")
        }
        try CurveLibrary(folder: URL(fileURLWithPath: folder)).keep(finished)
      },
      conditions: { await conditions(of: backends) })
  }

  /// A pool whose backend is not configured is an error here: nothing could be launched for it.
  private func loadLadders() -> LadderLoad {
    var reading = LadderFolder.read(configuration.ladders, now: clock.now())
    reading.faults += PoolBackends.faults(
      ofPoolsIn: reading.ladders, backends: configuration.backendNames, severity: .error)
    return LadderLoad(reading)
  }

  private func conditions(of backends: [LocalBackend]) async -> [Alarm] {
    var alarms: [Alarm] = []
    for backend in backends {
      // One alarm a service: ten crashing servers of one build are one problem.
      for (service, loops) in Dictionary(grouping: await backend.crashLoops(), by: \.service)
        .sorted(by: { $0.key < $1.key })
      {
        let more = loops.count > 1 ? " (and \(loops.count - 1) more servers)" : ""
        alarms.append(
          Alarm(
            .crashLoop, .critical, subject: service,
            message: "\(loops[0].server) \(loops[0].message)\(more)"))
      }
    }
    return alarms
  }
}

/// The curves that forecasts are made from.
struct CurveShelf: Sendable {
  /// The library's folder; nil is the synthetic library.
  var folder: String?

  /// The seed of the library that the program carries: the same curves on every machine.
  static let syntheticSeed: UInt64 = 1

  /// With this many measured curves of a kind the synthetic ones have nothing to add: as many as
  /// the forecaster asks for before it calls its confidence high.
  static let enoughMeasured = 8

  /// The folder's curves, and synthetic ones for kinds that it has too few of.
  func curves(logger: Logger? = nil) -> [Curve] {
    guard let folder, InputFile.exists(folder) else { return synthetic }
    let reading = CurveLibrary(folder: URL(fileURLWithPath: folder)).read()
    for fault in reading.faults {
      logger?.warning("library: a curve was skipped", metadata: ["fault": "\(fault)"])
    }
    // A kind has the synthetic curves at its side until enough of its own have been measured.
    let measured = Dictionary(grouping: reading.curves.filter { $0.origin == .measured }) {
      "\($0.event.kind) \($0.metric)"
    }.mapValues(\.count)
    let present = Set(reading.curves.map(\.event.id))
    let fallback = synthetic.filter { curve in
      measured["\(curve.event.kind) \(curve.metric)", default: 0] < Self.enoughMeasured
        && !present.contains(curve.event.id)
    }
    return reading.curves + fallback
  }

  /// Made from published figures, marked synthetic.
  private var synthetic: [Curve] { Generator.library(seed: Self.syntheticSeed) }
}
