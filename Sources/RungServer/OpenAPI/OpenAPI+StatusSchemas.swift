import RungModel

extension OpenAPI {
  /// The daemon at a glance, and what one service's answer holds.
  static let statusSchemas = [
    object(
      "Status",
      [
        ("version", text), ("now", time), ("clock_speed", number), ("started_at", time),
        ("services", list(reference("ServiceStatus"))), ("events", list(reference("Event"))),
        ("alarms", list(reference("Alarm"))),
      ]),
    object(
      "ServiceStatus",
      [
        ("service", text), ("mode", words(Ladder.Mode.allCases.map(\.rawValue))),
        ("tier", words(Ladder.Tier.allCases.map(\.rawValue))), ("driver", text),
        ("unit", words(["users", "rps", "departures"])), ("decision", reference("Decision")),
        ("served_demand", number), ("lead_time_seconds", number), ("paused_until", time),
        ("floor", reference("Floor")), ("server_counts", reference("ServerCounts")),
        ("ladder_file", text), ("score", reference("ServiceScore")),
        ("forecast", reference("Forecast")),
        ("servers", list(reference("Server"))),
      ],
      optional: [
        "decision", "served_demand", "paused_until", "floor", "score", "forecast", "servers",
      ]),
    object(
      "ServerCounts",
      Server.State.allCases.map { ($0.rawValue, count) }),
    object(
      "Reason",
      [("kind", words(Reason.Kind.allCases.map(\.rawValue))), ("servers", count), ("text", text)],
      optional: ["servers"]),
    object(
      "Decision",
      [
        ("service", text), ("at", time), ("observed", number), ("planned", number),
        ("confidence", confidence), ("desired", count), ("launched", count),
        ("serving", count), ("reasons", list(reference("Reason"))),
      ], optional: ["observed"]),
    object(
      "Alarm",
      [
        ("kind", words(Alarm.Kind.allCases.map(\.rawValue))),
        ("severity", words(["warning", "critical"])), ("subject", text), ("message", text),
      ]),
    object(
      "Floor", [("service", text), ("servers", count), ("until", time), ("reason", text)]),
    object(
      "Hold",
      [
        ("event", text), ("since", time), ("until", time), ("values", list(number)),
        ("announced", flag), ("reason", text),
      ]),
    object(
      "Forecast",
      [
        ("driver", text), ("made_at", time), ("from", time), ("levels", list(number)),
        ("paths", list(list(number))), ("holds", list(reference("Hold"))),
        ("confidence", confidence), ("reasons", list(text)),
        ("largest_ramp_per_minute", number),
      ]),
  ]

  private static let confidence = words(Confidence.allCases.map(\.rawValue))
}
