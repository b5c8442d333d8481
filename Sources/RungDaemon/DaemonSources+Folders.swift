package import LadderFile
import RungCore
package import RungFormats
import RungModel

extension LadderLoad {
  /// What a reading of the ladder folder means for the daemon: warnings do not stop a set, an error
  /// anywhere stops all of it.
  package init(_ reading: FolderReading) {
    let errors = reading.faults.filter { $0.severity == .error }
    self.init(
      ladders: errors.isEmpty
        ? reading.ladders.map { Entry(file: $0.file, ladder: $0.ladder) } : nil,
      faults: errors.map(\.description))
  }
}

extension CurveLibrary {
  /// A curve could not be cut; why.
  private struct NoCurve: Error, CustomStringConvertible {
    var description: String
  }

  /// Cuts a finished event's curve and writes it into the library.
  ///
  /// The curve is named by the driver's whole selector, so that services that select different
  /// series of one metric do not overwrite each other's.
  /// - Throws: why there is no curve of it, or what the file system says.
  package func keep(_ finished: FinishedEvent) throws {
    let end = finished.event.ends ?? .distantPast
    let cutting = CurveCutter.cut(
      series: MinuteSeries(finished.minutes),
      messages: [EventMessage(receivedAt: end, event: finished.event)],
      metric: finished.driver.id.selector, unit: finished.driver.unit)
    guard let curve = cutting.curves.first else {
      let reason = cutting.skipped.first?.reason ?? "nothing was measured"
      throw NoCurve(description: "\(finished.event.id): \(reason)")
    }
    try write(curve)
  }
}
