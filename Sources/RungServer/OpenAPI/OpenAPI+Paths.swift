extension OpenAPI {
  /// Where samples and schedule messages come in.
  static let ingestPaths = [
    #"""
    "/v1/samples": {"post": {"operationId": "postSamples",
      "summary": "Hand in measured values; a body with a fault is refused whole.",
      "requestBody": {"required": true, "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/SamplesRequest"}},
        "application/x-ndjson": {"schema": {"type": "string",
          "description": "One sample object a line."}}}},
      \#(answers("SampleReceipt", 400, 413))}}
    """#
  ]

  /// What a person asks for; each call is in the audit log.
  static let operatorPaths = [
    #"""
    "/v1/services/{name}/floor": {"post": {"operationId": "setFloor",
      "summary": "Never fewer servers than this until then; 0 takes the floor away.",
      \#(takes("name", "user")), \#(body("FloorRequest")),
      \#(answers("OperatorReply", 400, 404, 413))}}
    """#,
    #"""
    "/v1/services/{name}/pause": {"post": {"operationId": "pause",
      "summary": "Launch and remove nothing for a service until then.",
      \#(takes("name", "user")), \#(body("PauseRequest")),
      \#(answers("OperatorReply", 400, 404, 413))}}
    """#,
    #"""
    "/v1/services/{name}/unpause": {"post": {"operationId": "unpause",
      "summary": "End a pause now.",
      \#(takes("name", "user")), \#(body("ReasonRequest", isRequired: false)),
      \#(answers("OperatorReply", 400, 404, 413))}}
    """#,
    #"""
    "/v1/reload": {"post": {"operationId": "reload", "summary": "Read the ladder files again.",
      \#(takes("user")), \#(body("ReasonRequest", isRequired: false)),
      \#(answers("OperatorReply", 400, 413))}}
    """#,
  ]

  /// What the daemon knows and decides now.
  static let servicePaths = [
    #"""
    "/v1/status": {"get": {"operationId": "status", "summary": "The daemon at a glance.",
      \#(answers("Status"))}}
    """#,
    #"""
    "/v1/services": {"get": {"operationId": "services", "summary": "Every service at a glance.",
      \#(answers("ServicesReply"))}}
    """#,
    #"""
    "/v1/scorecard": {"get": {"operationId": "scorecard",
      "summary": "How forecasts did against what came, and against the last value repeated.",
      \#(answers("ScorecardReply"))}}
    """#,
    #"""
    "/v1/services/{name}": {"get": {"operationId": "service",
      "summary": "One service with its last decision, its forecast and its servers.",
      \#(takes("name")), \#(answers("ServiceStatus", 400, 404))}}
    """#,
    #"""
    "/v1/services/{name}/decisions": {"get": {"operationId": "decisions",
      "summary": "What was decided and why, newest first.",
      \#(takes("name", "from", "to", "limit")), \#(answers("DecisionsReply", 400, 404))}}
    """#,
    #"""
    "/v1/services/{name}/needed": {"get": {"operationId": "needed",
      "summary": "Servers that the rungs, without buffer, want for a demand.",
      \#(takes("name", "demand")), \#(answers("NeededReply", 400, 404))}}
    """#,
  ]

  /// What the store remembers.
  static let historyPaths = [
    #"""
    "/v1/servers": {"get": {"operationId": "servers",
      "summary": "Servers whose life touches a span, oldest order first.",
      \#(takes("from", "to")), \#(answers("ServersReply", 400))}}
    """#,
    #"""
    "/v1/events": {
      "post": {"operationId": "postEvent",
        "summary": "Hand in an event's full state; the highest sequence wins. 200 means durable.",
        \#(takes("user")), \#(body("EventRequest")), \#(answers("EventReceipt", 400, 413))},
      "get": {"operationId": "events", "summary": "The newest state of every event.",
        \#(answers("EventsReply"))}}
    """#,
    #"""
    "/v1/events/{id}": {"get": {"operationId": "event",
      "summary": "An event's newest state and every message about it, oldest first.",
      \#(takes("id")), \#(answers("EventReply", 400, 404))}}
    """#,
    #"""
    "/v1/audit": {"get": {"operationId": "audit",
      "summary": "Who did what, when and why; newest first.",
      \#(takes("limit")), \#(answers("AuditReply", 400))}}
    """#,
    #"""
    "/v1/facts": {"get": {"operationId": "facts",
      "summary": "Everything a plan is made from.", \#(answers("Facts"))}}
    """#,
  ]

  /// Whether the daemon lives and is ready, its metrics, and this document.
  static let healthPaths = [
    #"""
    "/healthz": {"get": {"operationId": "health", "summary": "The process lives.",
      "security": [{}], "responses": {
        "200": {"description": "It does.", "content":
          {"text/plain": {"schema": {"type": "string"}}}},
        "429": {"$ref": "#/components/responses/Error"}}}}
    """#,
    #"""
    "/readyz": {"get": {"operationId": "ready", "summary": "The daemon decides and can act.",
      "security": [{}], "responses": {
        "200": {"description": "It does.", "content":
          {"application/json": {"schema": {"$ref": "#/components/schemas/ReadinessReply"}}}},
        "503": {"description": "Not yet; the reasons say why.", "content":
          {"application/json": {"schema": {"$ref": "#/components/schemas/ReadinessReply"}}}},
        "429": {"$ref": "#/components/responses/Error"}}}}
    """#,
    #"""
    "/metrics": {"get": {"operationId": "metrics", "summary": "Prometheus text exposition, 0.0.4.",
      "responses": {
        "200": {"description": "Done.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        "401": {"$ref": "#/components/responses/Error"},
        "403": {"$ref": "#/components/responses/Error"},
        "429": {"$ref": "#/components/responses/Error"}}}}
    """#,
    #"""
    "/v1/openapi.json": {"get": {"operationId": "openapi", "summary": "This document.",
      "responses": {
        "200": {"description": "Done.", "content":
          {"application/json": {"schema": {"type": "object"}}}},
        "401": {"$ref": "#/components/responses/Error"},
        "403": {"$ref": "#/components/responses/Error"},
        "429": {"$ref": "#/components/responses/Error"}}}}
    """#,
  ]
}
