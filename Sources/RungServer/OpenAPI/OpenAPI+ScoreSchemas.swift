extension OpenAPI {
  /// How forecasts did.
  static let scoreSchemas = [
    object(
      "ScorecardReply",
      [("levels", list(number)), ("drivers", list(reference("DriverScores")))]),
    object(
      "DriverScores",
      [
        ("driver", text), ("kind", text), ("scores", list(reference("Score"))),
        ("overall", list(reference("Score"))), ("losing_horizons", list(count)),
      ]),
    object(
      "Score",
      [
        ("kind", kind), ("horizon_minutes", count), ("last_at", time),
        ("recent", reference("ScoreSums")), ("total", reference("ScoreSums")),
      ]),
    object(
      "ScoreSums",
      [
        ("forecasts", number), ("error", share), ("last_value_error", share), ("bias", number),
        ("coverage", list(share)), ("pinball", list(number)),
      ], optional: ["error", "last_value_error", "bias"]),
    object(
      "ServiceScore",
      [
        ("horizon_minutes", count), ("level", share), ("forecasts", count), ("error", share),
        ("last_value_error", share), ("coverage", share), ("losing", flag),
      ], optional: ["error", "last_value_error"]),
  ]

  private static let kind = """
    {"type": "string", "description": "ordinary, an event's kind, or all."}
    """
  private static let share = """
    {"type": "number", "minimum": 0}
    """
}
