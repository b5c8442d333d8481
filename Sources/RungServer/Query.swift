import Foundation
import Hummingbird
import RungFormats
import RungModel

/// Reads a request's query and gathers every fault before it refuses.
struct Query {
  /// Rows answered at most when the caller names no limit, and when it does.
  static let usualLimit = 100
  static let highestLimit = 10_000
  /// How far back a span reaches when the caller does not say.
  static let usualSpan = Duration.hours(24)

  private var values: [String: String] = [:]
  private var faults: [ErrorReply.Fault] = []

  /// - Parameter known: the parameters that the route takes; any other is a fault.
  init(_ request: Request, knows known: [String]) {
    for (key, value) in request.uri.queryParameters {
      let name = String(key)
      if !known.contains(name) {
        fault(name, "unknown parameter; this path takes \(known.joined(separator: ", "))")
      } else if values.updateValue(String(value), forKey: name) != nil {
        fault(name, "given twice")
      }
    }
  }

  /// `from` to `to`, by default the last 24 hours of the daemon's clock.
  mutating func span(now: Timestamp) -> (from: Timestamp, to: Timestamp) {
    let to = time("to") ?? now
    let from = time("from") ?? to - Self.usualSpan
    if from > to { fault("from", "\(from) is after 'to', \(to)") }
    return (from, to)
  }

  /// `limit`, from 1 to 10,000; 100 by default.
  mutating func limit() -> Int {
    guard let text = values["limit"] else { return Self.usualLimit }
    guard let limit = Int(text), (1...Self.highestLimit).contains(limit) else {
      fault("limit", "'\(text)' is not a whole number from 1 to \(Self.highestLimit)")
      return Self.usualLimit
    }
    return limit
  }

  /// `demand`, users or requests a second; required.
  mutating func demand() -> Double {
    guard let text = values["demand"] else {
      fault("demand", "missing: how many users, or requests a second")
      return 0
    }
    guard let demand = Double(text), demand.isFinite, demand >= 0 else {
      fault("demand", "'\(text)' is not a number from 0")
      return 0
    }
    return demand
  }

  /// - Throws: all faults found so far, as one 400.
  func finish() throws {
    guard faults.isEmpty else {
      throw APIError.badRequest("the query cannot be read", faults: faults)
    }
  }

  private mutating func time(_ name: String) -> Timestamp? {
    guard let text = values[name] else { return nil }
    guard let time = Timestamp(text) else {
      fault(name, "'\(text)' is not a time; write it as 2026-11-28T20:00:00Z")
      return nil
    }
    return time
  }

  private mutating func fault(_ name: String, _ message: String) {
    faults.append(ErrorReply.Fault(at: "query.\(name)", message: message))
  }
}

/// A part of the path, percent-decoded.
/// - Throws: 400 when what stands there decodes to no text.
func pathParameter(_ name: String, _ context: APIContext) throws -> String {
  let raw = try context.parameters.require(name)
  guard let text = raw.removingPercentEncoding else {
    throw APIError.badRequest(
      "the path cannot be read",
      faults: [.init(at: "path.\(name)", message: "'\(raw)' is not percent-encoded UTF-8")])
  }
  return text
}
