import Foundation
package import RungModel

/// A ladder and the file that it came from.
package struct FiledLadder: Hashable, Sendable {
  /// As faults name it.
  package var file: String
  /// What the file says.
  package var ladder: Ladder
  /// Where each pool names its backend, in the order of `ladder.pools`.
  package var backendPlaces: [Place]

  package init(file: String, ladder: Ladder, backendPlaces: [Place]) {
    self.file = file
    self.ladder = ladder
    self.backendPlaces = backendPlaces
  }
}

/// What reading a folder of ladder files gave.
package struct FolderReading: Sendable {
  /// In order of the file names; only files without an error. A service that two files claim is
  /// in none of them.
  package var ladders: [FiledLadder]
  /// File by file.
  package var faults: [Fault]

  /// Whether anything must not be used.
  package var hasErrors: Bool { faults.contains { $0.severity == .error } }
}

/// Reads `*.yaml` and `*.yml` of one folder, or one file.
package enum LadderFolder {
  /// Reads what is at a path now. Anything that cannot be read is a fault, never a silent nothing.
  /// - Parameter now: time-zone offsets are read around this instant.
  package static func read(_ path: String, now: Timestamp) -> FolderReading {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return refused(path, "there is no such file or folder", fix: "check the path")
    }
    guard isFolder.boolValue else { return read(files: [path], now: now) }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        .sorted()
      guard !names.isEmpty else {
        return refused(path, "the folder holds no ladder", fix: "put a *.yaml file into it")
      }
      let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
      return read(files: names.map { "\(folder)/\($0)" }, now: now)
    } catch {
      return refused(path, "the folder cannot be read", fix: "check its permissions")
    }
  }

  private static func refused(_ path: String, _ message: String, fix: String) -> FolderReading {
    FolderReading(ladders: [], faults: [Fault(file: path, message: message, fix: fix)])
  }

  private static func read(files: [String], now: Timestamp) -> FolderReading {
    var result = FolderReading(ladders: [], faults: [])
    for file in files {
      switch FileBytes.read(file) {
      case .failure(let fault): result.faults.append(fault)
      case .success(let data):
        let reading = LadderParser.parse(data: data, file: file, now: now)
        result.faults += reading.faults
        guard let ladder = reading.ladder else { continue }
        result.ladders.append(
          FiledLadder(file: file, ladder: ladder, backendPlaces: reading.backendPlaces))
      }
    }
    refuseRivals(&result)
    return result
  }

  /// Two files for one service: nobody can say which is meant, so neither is used.
  private static func refuseRivals(_ reading: inout FolderReading) {
    var first: [String: String] = [:]
    var rivals: Set<String> = []
    for filed in reading.ladders {
      let service = filed.ladder.service
      guard let earlier = first[service] else {
        first[service] = filed.file
        continue
      }
      rivals.insert(service)
      reading.faults.append(
        Fault(
          file: filed.file,
          message: "service '\(service)' has a ladder already, in \(earlier)",
          fix: "rename the service or delete one of the files"))
    }
    reading.ladders.removeAll { rivals.contains($0.ladder.service) }
  }
}

/// Reads a file whole, up to the size that the gate lets through.
enum FileBytes {
  /// At most one byte more than the gate lets through, so that the gate sees the excess.
  static func read(_ path: String) -> ReadResult {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      return .failure(
        Fault(
          file: path, message: "the file cannot be opened",
          fix: "check that it is there and that this user may read it"))
    }
    do {
      let data = try handle.read(upToCount: DocumentGate.maximumBytes + 1) ?? Data()
      try handle.close()
      return .success(data)
    } catch {
      return .failure(Fault(file: path, message: "the file cannot be read: \(error)"))
    }
  }

  /// The bytes, or why there are none.
  enum ReadResult {
    case success(Data)
    case failure(Fault)
  }
}
