import RungModel

extension OpenAPI {
  /// What the store keeps: servers, and the facts that a plan is made from.
  static let storedSchemas = [
    object(
      "Offering",
      [("type", text), ("zone", text), ("servers", count), ("price_per_hour", number)],
      optional: ["zone", "price_per_hour"]),
    object(
      "Server",
      [
        ("id", text), ("service", text), ("pool", text), ("offering", reference("Offering")),
        ("order", text), ("state", words(Server.State.allCases.map(\.rawValue))),
        ("ordered_at", time), ("serving_since", time), ("ended_at", time), ("address", text),
        ("restarts", count),
      ], optional: ["serving_since", "ended_at", "address"]),
    object(
      "Order",
      [
        ("id", text), ("service", text), ("pool", text), ("backend", text),
        ("action", words(["launch", "terminate"])), ("offering", reference("Offering")),
        ("count", count), ("servers", list(text)), ("issued_at", time),
        ("state", words(["in_flight", "answered"])),
      ], optional: ["offering", "count", "servers"]),
    object(
      "Shortfall", [("count", count), ("reason", words(shortfallClasses)), ("message", text)]),
    object(
      "LaunchOutcome",
      [
        ("order", text), ("launched", list(text)), ("shortfall", reference("Shortfall")),
        ("answered_at", time),
      ],
      optional: ["shortfall"]),
    object(
      "LeadTime",
      [
        ("service", text), ("pool", text), ("offering", text), ("server", text),
        ("ordered_at", time), ("serving_at", time),
      ]),
    object("MinuteValue", [("minute", #"{"type": "integer"}"#), ("value", number)]),
    object("DriverMinutes", [("driver", text), ("values", list(reference("MinuteValue")))]),
    object("Pause", [("service", text), ("until", time), ("reason", text)]),
    object(
      "Facts",
      [
        ("installation", text), ("last_order_number", count),
        ("events", list(reference("Event"))), ("minutes", list(reference("DriverMinutes"))),
        ("orders", list(reference("Order"))), ("outcomes", list(reference("LaunchOutcome"))),
        ("lead_times", list(reference("LeadTime"))), ("floors", list(reference("Floor"))),
        ("pauses", list(reference("Pause"))), ("decisions", list(reference("Decision"))),
        ("alarms", list(reference("Alarm"))),
      ]),
  ]

  private static let shortfallClasses = [
    "no_capacity", "quota", "throttled", "no_addresses", "invalid", "unknown",
  ]
}
