/// The OpenAPI 3.1 document of the API, in the binary so that it runs alone.
///
/// Tests hold it to the routes, both ways, and every answer to its schema.
enum OpenAPI {
  /// The whole document as JSON text.
  static let document = """
    {
    "openapi": "3.1.0",
    "info": {
      "title": "Rung",
      "version": "1",
      "description": "Predictive autoscaler for live events. Times are RFC 3339; demand is \
    in users, requests a second or users who leave in a minute, as `unit` says; servers are \
    reference servers unless said otherwise.",
      "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    },
    "servers": [{"url": "/"}],
    "security": [{"token": []}, {}],
    "paths": {
    \((ingestPaths + operatorPaths + servicePaths + historyPaths + healthPaths)
      .joined(separator: ",\n"))
    },
    "components": {
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer",
      "description": "Needed unless the daemon listens on loopback and has no tokens."}},
    "parameters": {
    \(parameters.joined(separator: ",\n"))
    },
    "responses": {
    \(responses.joined(separator: ",\n"))
    },
    "schemas": {
    \((schemas + statusSchemas + scoreSchemas + storedSchemas + requestSchemas)
      .joined(separator: ",\n"))
    }
    }
    }

    """

  /// The answers of an operation: 200 with a schema, the given codes, and those that every guarded
  /// path can give.
  static func answers(_ schema: String, _ codes: Int...) -> String {
    let errors = (codes + [401, 403, 429, 503]).map {
      "\"\($0)\": {\"$ref\": \"#/components/responses/Error\"}"
    }
    let content = "{\"application/json\": {\"schema\": \(reference(schema))}}"
    return "\"responses\": {\"200\": {\"description\": \"Done.\", \"content\": \(content)}, "
      + errors.joined(separator: ", ") + "}"
  }

  /// A body of one schema.
  static func body(_ schema: String, isRequired: Bool = true) -> String {
    "\"requestBody\": {\"required\": \(isRequired), \"content\": "
      + "{\"application/json\": {\"schema\": \(reference(schema))}}}"
  }

  /// Parameters by name, from the components.
  static func takes(_ names: String...) -> String {
    let references = names.map { "{\"$ref\": \"#/components/parameters/\($0)\"}" }
    return "\"parameters\": [\(references.joined(separator: ", "))]"
  }

  static func reference(_ schema: String) -> String {
    "{\"$ref\": \"#/components/schemas/\(schema)\"}"
  }

  private static let parameters = [
    #"""
    "name": {"name": "name", "in": "path", "required": true, "schema": {"type": "string"},
      "description": "A service, as its ladder file names it."}
    """#,
    #"""
    "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"},
      "description": "An event's id."}
    """#,
    #"""
    "from": {"name": "from", "in": "query", "schema": {"type": "string", "format": "date-time"},
      "description": "Default: 24 hours before `to`."}
    """#,
    #"""
    "to": {"name": "to", "in": "query", "schema": {"type": "string", "format": "date-time"},
      "description": "Default: now, by the daemon's clock."}
    """#,
    #"""
    "limit": {"name": "limit", "in": "query", "description": "Rows at most.",
      "schema": {"type": "integer", "minimum": 1, "maximum": 10000, "default": 100}}
    """#,
    #"""
    "demand": {"name": "demand", "in": "query", "required": true,
      "schema": {"type": "number", "minimum": 0}, "description": "Users, or requests a second."}
    """#,
    #"""
    "user": {"name": "X-Rung-User", "in": "header",
      "schema": {"type": "string", "minLength": 1, "maxLength": 64},
      "description": "The person behind the call, for the audit log."}
    """#,
  ]

  private static let responses = [
    #"""
    "Error": {"description": "What is wrong, where, and what would be right.",
      "headers": {"Retry-After": {"schema": {"type": "integer"},
        "description": "Seconds to wait; with 429 and 503."}},
      "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorReply"}}}}
    """#
  ]
}
