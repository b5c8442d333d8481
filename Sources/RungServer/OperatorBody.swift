import Foundation
import RungFormats
import RungModel

/// Reads an operator's request field by field and gathers every fault before it refuses.
struct OperatorBody {
  /// The longest reason kept, in characters: a sentence or two, not a log.
  static let longestReason = 500

  private let fields: [String: Field]
  private var faults: [ErrorReply.Fault] = []

  /// - Parameters:
  ///   - known: the fields that the request has; any other is a fault.
  ///   - mayBeEmpty: whether no body stands for `{}`.
  /// - Throws: 400 when the bytes are no JSON object.
  init(_ bytes: [UInt8], knows known: [String], mayBeEmpty: Bool) throws {
    let object = bytes.isEmpty && mayBeEmpty ? [:] : try Self.object(bytes)
    // An explicit null is the same as nothing.
    fields = object.filter { $0.value != .null }
    for name in object.keys.sorted() where !known.contains(name) {
      fault(name, "unknown field; this request has \(known.joined(separator: ", "))")
    }
  }

  /// `servers`: reference servers, from 0.
  mutating func servers() -> Int {
    guard let value = fields["servers"] else {
      fault("servers", "missing: how many servers at least, 0 to take the floor away")
      return 0
    }
    guard case .number(let number) = value, let servers = Int(exactly: number), servers >= 0
    else {
      fault("servers", "must be a whole number from 0")
      return 0
    }
    return servers
  }

  /// `until`, or `for` counted from now; one of them, in the future.
  mutating func until(now: Timestamp) -> Timestamp {
    switch (fields["until"], fields["for"]) {
    case (nil, nil):
      fault("until", "missing: give 'until' (a time) or 'for' (a span, as 90m)")
    case (.some, .some):
      fault("for", "give 'until' or 'for', not both")
    case (.some(let value), nil):
      guard case .text(let text) = value, let time = Timestamp(text) else {
        fault("until", "must be a time; write it as 2026-11-28T20:00:00Z")
        break
      }
      guard time > now else {
        fault("until", "\(time) is over: it is \(now)")
        break
      }
      return time
    case (nil, .some(let value)):
      guard case .text(let text) = value, let span = Duration(text: text), span > .zero,
        span <= .hours(24 * 366)
      else {
        fault("for", "must be a span above 0 and up to a year; write it as 90m or 1h30m")
        break
      }
      return now + span
    }
    return now
  }

  /// `reason`: required, for the audit log.
  mutating func reason() -> String {
    let reason = optionalReason()
    if reason.isEmpty && !faults.contains(where: { $0.at == "reason" }) {
      fault("reason", "missing: the audit log keeps why")
    }
    return reason
  }

  /// `reason`, or the empty text.
  mutating func optionalReason() -> String {
    guard let value = fields["reason"] else { return "" }
    guard case .text(let text) = value else {
      fault("reason", "must be a text")
      return ""
    }
    let reason = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if reason.count > Self.longestReason {
      fault("reason", "is longer than \(Self.longestReason) characters")
    }
    return reason
  }

  /// - Throws: all faults found so far, as one 400.
  func finish() throws {
    guard faults.isEmpty else {
      throw APIError.badRequest("nothing was done", faults: faults)
    }
  }

  private mutating func fault(_ field: String, _ message: String) {
    faults.append(ErrorReply.Fault(at: field, message: message))
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Field] {
    do {
      return try APIJSON.decode([String: Field].self, from: bytes)
    } catch is DecodingError {
      let fault =
        APIJSON.syntaxFault(in: bytes)
        ?? ErrorReply.Fault(at: "", message: "the body must be a JSON object")
      throw APIError.badRequest("nothing was done", faults: [fault])
    }
  }
}

/// A value of a flat JSON object.
private enum Field: Decodable, Equatable {
  case null
  case text(String)
  case number(Double)
  /// A bool, a list or an object: no field of a request is one.
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
      return
    }
    do {
      self = .text(try container.decode(String.self))
    } catch is DecodingError {
      do {
        self = .number(try container.decode(Double.self))
      } catch is DecodingError {
        self = .other
      }
    }
  }
}
