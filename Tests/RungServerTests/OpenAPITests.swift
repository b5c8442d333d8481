import Foundation
import HTTPTypes
import RungFormats
import RungModel
import Testing

@testable import RungServer

@Suite struct OpenAPITests {
  let server = TestedServer()

  /// Read once for all tests: it is long.
  private static let parsed = Result { try JSONTree(OpenAPI.document) }

  private func document() throws -> JSONTree { try Self.parsed.get() }

  @Test func theServedDocumentIsOpenAPI31() async throws {
    let answer = try await server.get("/v1/openapi.json")
    #expect(answer.headers[.contentType] == "application/json")
    #expect(try JSONTree(answer.text)["openapi"] == .text("3.1.0"))
  }

  @Test func everyRouteIsDocumentedAndEveryDocumentedPathIsARoute() throws {
    let table = RouteTable(inbox: server.daemon, view: server.daemon, limits: .init())
    let served = Set(table.routes.map { "\($0.method.rawValue) \($0.path)" })
    let paths = try #require(try document()["paths"]).fields
    let documented = Set(
      paths.flatMap { path, item in item.fields.keys.map { "\($0.uppercased()) \(path)" } })
    #expect(served == documented)
    #expect(served.count == table.routes.count)
  }

  @Test func pathParametersAreDeclaredAndOperationsAreNamedOnce() throws {
    let document = try document()
    var names: [String] = []
    for (path, item) in try #require(document["paths"]).fields {
      for operation in item.fields.values {
        names.append(try #require(operation["operationId"]?.text))
        #expect(operation["summary"]?.text?.isEmpty == false)
        let declared = (operation["parameters"]?.items ?? []).compactMap { $0["$ref"]?.text }
        for part in path.split(separator: "/") where part.hasPrefix("{") {
          #expect(declared.contains("#/components/parameters/\(part.dropFirst().dropLast())"))
        }
      }
    }
    #expect(Set(names).count == names.count)
  }

  @Test func everyReferenceHasItsTargetAndEverySchemaIsUsed() throws {
    let document = try document()
    let references = Set(references(in: document))
    for reference in references {
      let parts = reference.split(separator: "/").map(String.init)
      #expect(document[parts[1], parts[2], parts[3]] != nil, "\(reference) leads nowhere")
    }
    for name in try #require(document["components", "schemas"]).fields.keys {
      #expect(references.contains("#/components/schemas/\(name)"), "\(name) is used nowhere")
    }
  }

  @Test(arguments: [
    "/v1/status", "/v1/scorecard", "/v1/services", "/v1/services/playback",
    "/v1/services/playback/decisions",
    "/v1/services/playback/needed?demand=5", "/v1/servers", "/v1/events",
    "/v1/events/2026-11-28%20ind%2Fpak", "/v1/audit", "/v1/facts", "/readyz", "/nowhere",
    "/v1/services/other", "/v1/servers?from=x",
  ])
  func answersFitTheirSchemas(path: String) async throws {
    _ = try await server.post("/v1/services/playback/unpause", #"{"reason": "r"}"#)
    try check(await server.get(path), .get, path)
  }

  @Test func answersToPostsFitTheirSchemas() async throws {
    let event = String(decoding: try APIJSON.encode(Sampled.event), as: UTF8.self)
    let span = #"{"servers": 4, "for": "1h", "reason": "r"}"#
    for (path, body) in [
      ("/v1/samples", #"{"samples": []}"#), ("/v1/samples", "{"), ("/v1/events", event),
      ("/v1/services/playback/floor", span), ("/v1/services/playback/pause", span),
      ("/v1/services/playback/pause", #"{"for": "1h", "reason": "r"}"#),
      ("/v1/services/playback/unpause", ""), ("/v1/reload", ""),
    ] {
      try check(await server.post(path, body), .post, path)
    }
  }

  /// Finds the operation of a path and holds the answer to the schema of its status.
  private func check(
    _ answer: TestedServer.Answer, _ method: HTTPRequest.Method, _ path: String
  ) throws {
    let document = try document()
    let bare = String(path.prefix { $0 != "?" })
    let table = RouteTable(inbox: server.daemon, view: server.daemon, limits: .init())
    let route = table.routes.first { $0.method == method && $0.matches(bare) }
    let response =
      route.flatMap {
        document["paths", $0.path, method.rawValue.lowercased(), "responses", "\(answer.status)"]
      } ?? document["components", "responses", "Error"]
    var resolved = try #require(response)
    if resolved["$ref"] != nil {
      resolved = try #require(document["components", "responses", "Error"])
    }
    let schema = try #require(resolved["content", "application/json", "schema"])
    #expect(SchemaCheck(document: document).faults(try JSONTree(answer.text), schema) == [])
  }

  private func references(in tree: JSONTree) -> [String] {
    switch tree {
    case .object(let fields):
      fields.flatMap { key, value in
        key == "$ref" ? [value.text].compactMap { $0 } : references(in: value)
      }
    case .list(let items): items.flatMap(references)
    default: []
    }
  }

  @Test(
    .enabled("the Python package openapi-spec-validator is not here") {
      try await runPython("-c", findValidator) == 0
    })
  func theSpecificationsOwnValidatorAcceptsIt() async throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "rung-openapi-\(ProcessInfo.processInfo.processIdentifier).json")
    try Data(OpenAPI.document.utf8).write(to: file)
    defer { unlink(file.path) }
    #expect(
      try await runPython("-m", "openapi_spec_validator", file.path) == 0,
      "openapi-spec-validator refuses the document")
  }
}

private let findValidator = """
  import importlib.util as u, sys; sys.exit(u.find_spec('openapi_spec_validator') is None)
  """

/// Runs python3 and answers its exit status; 127 when there is none.
private func runPython(_ arguments: String...) async throws -> Int32 {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  let (exits, exit) = AsyncStream.makeStream(of: Int32.self)
  process.terminationHandler = { exit.yield($0.terminationStatus) }
  try process.run()
  return await exits.first { _ in true } ?? 127
}
