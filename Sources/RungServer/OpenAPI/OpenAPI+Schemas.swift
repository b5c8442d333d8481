import RungModel

extension OpenAPI {
  /// An object's schema: closed, so that a test sees a field that the document does not know.
  static func object(
    _ name: String, _ properties: [(String, String)], optional: Set<String> = []
  ) -> String {
    let required = properties.map(\.0).filter { !optional.contains($0) }.map { "\"\($0)\"" }
    let fields = properties.map { "\"\($0.0)\": \($0.1)" }
    return """
      "\(name)": {"type": "object", "additionalProperties": false,
        "required": [\(required.joined(separator: ", "))],
        "properties": {\(fields.joined(separator: ",\n    "))}}
      """
  }

  /// A list of one schema.
  static func list(_ schema: String) -> String { "{\"type\": \"array\", \"items\": \(schema)}" }

  /// One of these words.
  static func words(_ words: [String]) -> String {
    "{\"type\": \"string\", \"enum\": [\(words.map { "\"\($0)\"" }.joined(separator: ", "))]}"
  }

  /// Any text.
  static let text = #"{"type": "string"}"#
  /// An RFC 3339 time.
  static let time = #"{"type": "string", "format": "date-time"}"#
  /// Any number.
  static let number = #"{"type": "number"}"#
  /// A whole number from 0.
  static let count = #"{"type": "integer", "minimum": 0}"#
  /// True or false.
  static let flag = #"{"type": "boolean"}"#
  /// Texts by free keys.
  static let texts = #"{"type": "object", "additionalProperties": {"type": "string"}}"#
  /// Numbers by free keys.
  static let numbers = #"{"type": "object", "additionalProperties": {"type": "number"}}"#

  /// Events, receipts, errors and the plain lists.
  static let schemas = [
    object(
      "Sample", [("metric", text), ("labels", texts), ("at", time), ("value", number)],
      optional: ["labels"]),
    object(
      "SampleReceipt",
      [("accepted", count), ("unused", count), ("refused", count)]),
    object("EventReceipt", [("id", text), ("sequence", count), ("changed", flag)]),
    object(
      "Milestone", [("name", text), ("at", time), ("status", words(["planned", "actual"]))],
      optional: ["status"]),
    object(
      "Interruption", [("from", time), ("to", #"{"type": ["string", "null"]}"#)],
      optional: ["to"]),
    object("Event", event),
    object("EventMessage", [("received_at", time), ("event", reference("Event"))]),
    object("EventsReply", [("events", list(reference("Event")))]),
    object(
      "EventReply",
      [("event", reference("Event")), ("messages", list(reference("EventMessage")))]),
    object("ServicesReply", [("services", list(reference("ServiceStatus")))]),
    object("DecisionsReply", [("decisions", list(reference("Decision")))]),
    object("NeededReply", [("servers", count)]),
    object("ServersReply", [("servers", list(reference("Server")))]),
    object("AuditEntry", [("at", time), ("who", text), ("what", text), ("why", text)]),
    object("AuditReply", [("entries", list(reference("AuditEntry")))]),
    object("OperatorReply", [("audit", reference("AuditEntry"))]),
    object("ReadinessReply", [("ready", flag), ("reasons", list(text))]),
    object("Fault", [("at", text), ("message", text)]),
    object(
      "Problem",
      [("code", text), ("message", text), ("faults", list(reference("Fault")))]),
    object("ErrorReply", [("error", reference("Problem"))]),
  ]

  /// What is sent to the daemon.
  static let requestSchemas = [
    object(
      "EventRequest", event,
      optional: ["title", "status", "tags", "expected_peak", "milestones", "interruptions"]),
    object("SamplesRequest", [("samples", list(reference("Sample")))]),
    object(
      "FloorRequest",
      [("servers", count), ("until", time), ("for", span), ("reason", reason)],
      optional: ["until", "for"]),
    object(
      "PauseRequest", [("until", time), ("for", span), ("reason", reason)],
      optional: ["until", "for"]),
    object(
      "ReasonRequest", [("reason", #"{"type": "string", "maxLength": 500}"#)],
      optional: ["reason"]),
  ]

  private static let event = [
    ("id", text), ("kind", text), ("title", text), ("sequence", count),
    ("status", words(Event.Status.allCases.map(\.rawValue))), ("tags", texts),
    ("expected_peak", numbers), ("milestones", list(reference("Milestone"))),
    ("interruptions", list(reference("Interruption"))),
  ]

  private static let span =
    #"{"type": "string", "description": "90m, 1h30m; give this or `until`."}"#
  private static let reason = #"{"type": "string", "minLength": 1, "maxLength": 500}"#
}
