import HTTPTypes
import RungFormats
import RungModel
import RungServer
import Testing

@Suite struct AdmissionTests {
  static let secret = "0123456789abcdef0123"
  let open = TestedServer()
  let guarded = TestedServer(
    settings: ServerSettings(
      host: "0.0.0.0",
      tokens: [
        AccessToken(name: "ci", secret: "ffffffffffffffffffff"),
        AccessToken(name: "oncall", secret: secret),
      ]))

  @Test func withoutAKnownTokenNothingIsTold() async throws {
    let headers: [[String: String]] = [
      [:], ["Authorization": "Bearer wrong"], ["Authorization": Self.secret],
      ["Authorization": "Bearer \(Self.secret)x"], ["Authorization": "Bearer "],
      ["Authorization": "Bearer \(Self.secret.dropLast())"],
      ["Authorization": "Bearer \(Self.secret.uppercased())"],
    ]
    for header in headers {
      for path in ["/v1/status", "/metrics", "/v1/openapi.json", "/nowhere"] {
        let answer = try await guarded.get(path, header)
        #expect(answer.status == 401)
        #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"rung\"")
        #expect(!answer.text.contains("0123456789"))
      }
    }
  }

  @Test func aTokenLetsInAndNamesItsHolder() async throws {
    let headers = ["Authorization": "Bearer \(Self.secret)", "X-Rung-User": "bob"]
    #expect(try await guarded.get("/v1/status", headers).status == 200)
    let answer = try await guarded.post("/v1/services/playback/unpause", "", headers)
    #expect(try answer.decoded(OperatorReply.self).audit.who == "oncall (bob)")
    let plain = try await guarded.post(
      "/v1/services/playback/unpause", "", ["Authorization": "bearer ffffffffffffffffffff"])
    #expect(try plain.decoded(OperatorReply.self).audit.who == "ci")
  }

  @Test func healthAndReadinessAreOpen() async throws {
    #expect(try await guarded.get("/healthz").status == 200)
    #expect(try await guarded.get("/readyz").status == 200)
  }

  @Test func aUserThatWouldForgeTheAuditLogIsRefused() async throws {
    let long = String(repeating: "a", count: 65)
    for user in [long, "ålice"] {
      let answer = try await open.post(
        "/v1/services/playback/unpause", "", ["X-Rung-User": user])
      #expect(answer.status == 400)
    }
    #expect(await open.daemon.audits.isEmpty)
  }

  @Test(arguments: ["evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1"])
  func aReboundNameIsTurnedAway(host: String) async throws {
    let answer = try await open.get("/v1/status", ["Host": host])
    #expect(answer.status == 403)
    #expect(try answer.problem.code == "foreign_host")
  }

  @Test(arguments: ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"])
  func thisMachinesNamesAreAnswered(host: String) async throws {
    #expect(try await open.get("/v1/status", ["Host": host]).status == 200)
  }

  @Test func aForeignPageMayNotPost() async throws {
    let foreign: [[String: String]] = [
      ["Origin": "https://evil.example"], ["Origin": "null"],
      ["Origin": "http://localhost.evil.example"], ["Sec-Fetch-Site": "cross-site"],
      ["Sec-Fetch-Site": "same-site"],
    ]
    for headers in foreign {
      let answer = try await open.post("/v1/services/playback/unpause", "", headers)
      #expect(answer.status == 403)
      #expect(try answer.problem.code == "foreign_origin")
    }
    #expect(await open.daemon.commands.isEmpty)
    let own = ["Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"]
    #expect(try await open.post("/v1/services/playback/unpause", "", own).status == 200)
  }

  @Test func anOpenAddressWithoutTokensIsRefusedAtConstruction() throws {
    for host in ["0.0.0.0", "::", "10.0.0.5", "rung.example", "127.evil.example", "128.0.0.1"] {
      let server = TestedServer(settings: ServerSettings(host: host))
      #expect {
        _ = try server.application()
      } throws: { error in
        "\(error)".contains("listening on \(host)") && "\(error)".contains("token")
      }
    }
    for host in ["127.0.0.1", "127.8.8.8", "::1", "localhost"] {
      _ = try TestedServer(settings: ServerSettings(host: host)).application()
    }
  }

  @Test func tokensThatCannotWorkAreRefusedWithoutShowingThem() throws {
    let faulty: [([AccessToken], String)] = [
      ([AccessToken(name: "", secret: Self.secret)], "no name"),
      ([AccessToken(name: "ci", secret: "short")], "shorter than 16"),
      ([AccessToken(name: "ci", secret: "")], "shorter than 16"),
      (
        [
          AccessToken(name: "ci", secret: Self.secret),
          AccessToken(name: "ci", secret: Self.secret + "2"),
        ], "two tokens"
      ),
    ]
    for (tokens, words) in faulty {
      #expect {
        _ = try TestedServer(settings: ServerSettings(tokens: tokens)).application()
      } throws: { error in
        "\(error)".contains(words) && !"\(error)".contains(Self.secret)
          && !"\(error)".contains("'short'")
      }
    }
  }

  @Test func aTokenNeverPrintsItsText() {
    let token = AccessToken(name: "ci", secret: Self.secret)
    var dumped = ""
    dump(ServerSettings(tokens: [token]), to: &dumped)
    #expect(dumped.contains("ci"))
    for text in [dumped, "\(token)", String(reflecting: token)] {
      #expect(!text.contains(Self.secret))
    }
  }
}
