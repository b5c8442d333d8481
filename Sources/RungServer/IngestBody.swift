import Foundation
import RungFormats
import RungModel

/// Everything wrong with a body, in its order.
struct BodyFaults: Error {
  var faults: [ErrorReply.Fault]
}

/// Reads `{"samples": [...]}` or JSON lines of samples.
enum SamplesBody {
  private struct Batch: Decodable {
    var samples: [Attempt<Sample>]
  }

  /// Every sample, or every fault by the sample's index. An empty body is no samples.
  static func read(_ bytes: [UInt8]) -> Result<[Sample], BodyFaults> {
    let data = Data(bytes)
    switch Attempt<Batch>.read(data).result {
    case .success(let batch): return gather(batch.samples)
    case .failure(let fault):
      // One object may be a batch or a single line; lines are what has a metric at the top.
      let lines = data.split(separator: UInt8(ascii: "\n")).filter { !$0.allSatisfy(isBlank) }
      guard !lines.isEmpty else { return .success([]) }
      let attempts = lines.map { Attempt<Sample>.read(Data($0)) }
      let isLines = lines.count > 1 || data.range(of: Data(#""metric""#.utf8)) != nil
      guard isLines, data.range(of: Data(#""samples""#.utf8)) == nil else {
        return .failure(BodyFaults(faults: [.init(at: "$\(fault.path)", message: fault.message)]))
      }
      return gather(attempts)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == 0x09 }

  private static func gather(_ attempts: [Attempt<Sample>]) -> Result<[Sample], BodyFaults> {
    var samples: [Sample] = []
    var faults: [ErrorReply.Fault] = []
    for (index, attempt) in attempts.enumerated() {
      switch attempt.result {
      case .success(let sample): samples.append(sample)
      case .failure(let fault):
        faults.append(.init(at: "samples[\(index)]\(fault.path)", message: fault.message))
      }
    }
    return faults.isEmpty ? .success(samples) : .failure(BodyFaults(faults: faults))
  }
}

/// Reads one schedule message.
enum EventBody {
  /// The event, or what is wrong with it by JSON path.
  static func read(_ bytes: [UInt8]) -> Result<Event, BodyFaults> {
    Attempt<Event>.read(Data(bytes)).result.mapError {
      BodyFaults(faults: [.init(at: "$\($0.path)", message: $0.message)])
    }
  }
}

/// A value, or why it could not be read, so that one bad item does not hide the next one's fault.
private struct Attempt<Value: Decodable>: Decodable {
  struct Fault: Error {
    /// `.at`, `.milestones[0].at`; empty for the value itself.
    var path: String
    var message: String
  }

  let result: Result<Value, Fault>

  init(from decoder: any Decoder) {
    result = Self.attempt(from: decoder.codingPath.count) { try Value(from: decoder) }
  }

  private init(result: Result<Value, Fault>) { self.result = result }

  static func read(_ data: Data) -> Attempt {
    Attempt(result: attempt(from: 0) { try JSONDecoder().decode(Value.self, from: data) })
  }

  private static func attempt(
    from depth: Int, _ body: () throws -> Value
  ) -> Result<Value, Fault> {
    do {
      return .success(try body())
    } catch let error as DecodingError {
      return .failure(fault(error, from: depth))
    } catch {
      return .failure(Fault(path: "", message: "\(error)"))
    }
  }

  private static func fault(_ error: DecodingError, from depth: Int) -> Fault {
    switch error {
    case .keyNotFound(let key, let context):
      return Fault(path: path(context.codingPath + [key], from: depth), message: "is missing")
    case .valueNotFound(_, let context):
      return Fault(path: path(context.codingPath, from: depth), message: "must not be null")
    case .typeMismatch(let type, let context):
      return Fault(path: path(context.codingPath, from: depth), message: "must be a \(type)")
    case .dataCorrupted(let context):
      return Fault(
        path: path(context.codingPath, from: depth),
        message: syntaxFault(context) ?? context.debugDescription)
    @unknown default:
      return Fault(path: "", message: "cannot be read")
    }
  }

  private static func path(_ keys: [any CodingKey], from depth: Int) -> String {
    keys.dropFirst(depth).map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }.joined()
  }
}
