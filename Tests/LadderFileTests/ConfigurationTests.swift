import Foundation
import Testing

@testable import LadderFile

@Suite("rung.yaml")
struct ConfigurationTests {
  private func parse(_ text: String) -> ConfigurationReading {
    ConfigurationParser.parse(data: Data(text.utf8), file: "rung.yaml", folder: "/etc/rung")
  }

  /// The faults as printed.
  private func faults(_ text: String) -> [String] { parse(text).faults.map(\.description) }

  @Test("the sample that ships is without fault and says what its comments say")
  func sample() throws {
    let path = Fixture.package.appending(path: "Deploy/rung.yaml").path
    let reading = ConfigurationParser.read(path)
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    let configuration = try #require(reading.configuration)
    var expected = Configuration.defaults(
      ladders: "/etc/rung/ladders", stateFolder: "/var/lib/rung")
    expected.backends[0].upstreams = UpstreamSettings(
      json: "/var/lib/rung/upstreams.json", nginx: "/var/lib/rung/upstreams.conf")
    #expect(configuration == expected)
  }

  @Test("every key arrives")
  func everyKey() throws {
    let reading = parse(
      """
      listen: "[::]:80"
      tokens: [{ name: a, file: tokens/a }, { name: b, env: TOKEN_B }]
      store: data/rung.db
      ladders: /srv/ladders
      library: curves
      backends:
        here: { kind: local, state: run, ports: 4000-4010, upstreams: { json: u.json, nginx: /n, reload: [nginx, -s, reload] }, logs: { max_size: 512KB, keep: 0 } }
      alarms: { webhook: { url: "https://alerts.example:9093/api/v2/alerts", timeout: 3s } }
      retention: { minutes: 30d, history: 2w }
      tick: 5s
      log: { level: debug, format: json }
      http: { max_body: 2MB, rate_per_second: 50 }
      """)
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    let read = try #require(reading.configuration)
    #expect(read.http.host == "::" && read.http.port == 80)
    #expect(
      read.http.tokens == [
        TokenSource(name: "a", secret: .file("/etc/rung/tokens/a")),
        TokenSource(name: "b", secret: .environment("TOKEN_B")),
      ])
    #expect(read.http.maxBodyBytes == 2_000_000 && read.http.ratePerSecond == 50)
    #expect(read.store == "/etc/rung/data/rung.db" && read.ladders == "/srv/ladders")
    #expect(read.library == "/etc/rung/curves")
    #expect(
      read.backends == [
        LocalBackendSettings(
          name: "here", stateFolder: "/etc/rung/run", ports: 4_000...4_010,
          upstreams: UpstreamSettings(
            json: "/etc/rung/u.json", nginx: "/n", reload: ["nginx", "-s", "reload"]),
          logBytes: 512_000, logsKept: 0)
      ])
    #expect(read.webhook?.timeout == .seconds(3))
    #expect(read.retention.minutes == .seconds(30 * 86_400))
    #expect(read.retention.history == .seconds(14 * 86_400))
    #expect(read.tick == .seconds(5))
    #expect(read.log.level == .debug && read.log.format == .json)
  }

  @Test("another address than loopback needs tokens")
  func addressNeedsTokens() {
    #expect(
      faults("listen: 0.0.0.0:7864") == [
        "rung.yaml:1:9: error: listen 0.0.0.0 is reached from other machines and needs `tokens`; "
          + "add `tokens: [{ name: …, file: … }]`, or listen on 127.0.0.1"
      ])
    #expect(faults("listen: localhost:0").isEmpty)
    #expect(faults("listen: \"[::1]:80\"").isEmpty)
    #expect(!faults("listen: localhost.example:80").isEmpty)
    #expect(!faults("listen: 127.evil.example:80").isEmpty)
  }

  @Test("faults come with their line and the fix")
  func faultsAreHelpful() {
    let text = """
      lisen: 127.0.0.1:80
      tick: 10
      backends:
        aws: { kind: aws, region: ap-south-1 }
        one: { kind: local, state: a }
        two: { kind: local, state: b }
        three: { kind: local, ports: 9-1 }
      alarms: { webhook: { url: alertmanager } }
      tokens: [{ name: x }, { name: y, file: a, env: B }]
      http: { max_body: 4 }
      log: { level: loud }
      """
    let expected = [
      "1:1: error: unknown key 'lisen'; did you mean 'listen'?",
      "2:7: error: tick: '10' is no duration; write 10m for minutes or 10s for seconds",
      "4:16: error: backend 'aws': kind aws is not built into this version; "
        + "write `kind: local`, or delete the backend",
      "6:3: error: backend 'two' shares ports with 'one'; give each its own range",
      "7:10: error: backends.three: 'state' is missing; add `state: /var/lib/rung/three`",
      "7:32: error: backends.three.ports: '9-1' is no range of ports between 1024 and 65535; "
        + "write it as 31000-31999",
      "8:27: error: alarms.webhook.url 'alertmanager' is not an http address; "
        + "write it as http://alertmanager:9093/api/v2/alerts",
      "9:10: error: token 1 has no secret; add `file: …` or `env: …`",
      "9:48: error: token 2 has both `file` and `env`; keep one of them",
      "10:19: error: http.max_body is 4, outside 1KB to 1000GB; write 4MB or so",
      "11:15: error: log.level is 'loud', not one of trace, debug, info, notice, warning, error, "
        + "critical; write trace or debug or info or notice or warning or error or critical",
    ]
    #expect(faults(text) == expected.map { "rung.yaml:\($0)" })
    #expect(parse(text).configuration == nil)
  }

  @Test("a missing file is a fault")
  func missingFile() {
    let reading = ConfigurationParser.read("/nonexistent/rung.yaml")
    #expect(reading.configuration == nil)
    #expect(reading.faults.first?.message == "the file cannot be opened")
  }
}
