import HTTPTypes
import RungFormats
import RungModel
import RungPorts
import Testing

@Suite struct ReadTests {
  let server = TestedServer()

  @Test func statusShowsServicesWithoutWhatIsLong() async throws {
    let status = try await server.get("/v1/status").decoded(StatusDTO.self)
    #expect(status.version == "1.2.3")
    #expect(status.now == Sampled.now)
    #expect(status.clockSpeed == 60)
    #expect(status.events == [Sampled.event])
    #expect(status.alarms == [Sampled.alarm])
    let service = try #require(status.services.first)
    #expect(service.decision == Sampled.decision)
    #expect(service.serverCounts.serving == 1 && service.serverCounts.ended == 1)
    #expect(service.forecast == nil && service.servers == nil)
    let listed = try await server.get("/v1/services").decoded(ServicesReply.self)
    #expect(listed.services == status.services)
  }

  @Test func oneServiceShowsItsForecastAndServers() async throws {
    let answer = try await server.get("/v1/services/playback")
    let service = try answer.decoded(ServiceStatusDTO.self)
    #expect(service.forecast?.forecast == Sampled.forecast)
    #expect(service.servers?.map(\.server) == Sampled.servers)
    #expect(service.floor == Sampled.playback.floor)
    #expect(service.pausedUntil == Sampled.playback.pausedUntil)
    #expect(answer.text.contains(#""lead_time_seconds":372"#))
    #expect(answer.text.contains(#""price_per_hour":0.68"#))
  }

  @Test func theScorecardSpeaksInSharesAndWords() async throws {
    let reply = try await server.get("/v1/scorecard").decoded(ScorecardReply.self)
    #expect(reply.levels == ForecastRecord.levels)
    let driver = try #require(reply.drivers.first)
    #expect(driver.driver == "platform_concurrency")
    #expect(driver.kind == "ordinary" && driver.losingHorizons == [30])
    #expect(driver.scores.map(\.kind) == ["ordinary", "cricket-t20"])
    #expect(driver.overall.map(\.kind) == ["all"])
    let empty = try #require(driver.scores.first).recent
    #expect(empty.error == nil && empty.coverage.isEmpty, "nothing came: no share of it")
    let recent = try #require(driver.scores.last).recent
    #expect(recent.error == 0.042 && recent.lastValueError == 0.061 && recent.bias == -0.01)
    #expect(recent.coverage.map { ($0 * 1_000).rounded() } == [500, 900, 990, 999])
    #expect(recent.pinball.map { ($0 * 1_000).rounded() } == [2_000, 1_000, 100, 10])
    let score = try await server.get("/v1/status").decoded(StatusDTO.self).services.first?.score
    #expect(score?.horizonMinutes == 10 && score?.level == 0.99 && score?.forecasts == 1_240)
    #expect(score?.error == 0.042 && score?.losing == false)
  }

  @Test func keysOfTagsPassThroughUntouched() async throws {
    let answer = try await server.get("/v1/events")
    #expect(answer.text.contains(#""tagWithCapitals":"x""#))
    #expect(try answer.decoded(EventsReply.self).events == [Sampled.event])
  }

  @Test func anEventIsFoundByItsEncodedIDWithItsNewestState() async throws {
    let reply = try await server.get("/v1/events/2026-11-28%20ind%2Fpak")
      .decoded(EventReply.self)
    #expect(reply.event == Sampled.event)
    #expect(reply.messages.count == 2)
    #expect(try await server.get("/v1/events/other").status == 404)
  }

  @Test func neededAsksTheLadder() async throws {
    let reply = try await server.get("/v1/services/playback/needed?demand=1000001")
    #expect(reply.text == #"{"servers":51}"#)
    let faulty = try await server.get("/v1/services/playback/needed?demand=-3")
    #expect(faulty.status == 400)
    #expect(try faulty.problem.faults.map(\.at) == ["query.demand"])
    #expect(try await server.get("/v1/services/playback/needed").status == 400)
    #expect(try await server.get("/v1/services/other/needed?demand=1").status == 404)
  }

  @Test func spansAreReadOrDefaultToTheLastDayOfTheDaemonsClock() async throws {
    let few = try await server.get("/v1/services/playback/decisions?limit=2")
      .decoded(DecisionsReply.self)
    #expect(few.decisions == [Sampled.decision, Sampled.decision])
    _ = try await server.get("/v1/servers?from=2026-11-28T10:00:00%2B05:30&to=2026-11-28T12:00Z")
    let spans = await server.daemon.askedSpans
    #expect(spans.map(\.from) == [Sampled.now - .hours(24), Sampled.time("2026-11-28T04:30:00Z")])
    #expect(spans.map(\.to) == [Sampled.now, Sampled.time("2026-11-28T12:00:00Z")])
  }

  @Test func everyFaultOfAQueryIsToldAtOnce() async throws {
    let answer = try await server.get(
      "/v1/services/playback/decisions?from=noon&limit=0&until=2026-11-28T12:00Z")
    #expect(answer.status == 400)
    #expect(try answer.problem.faults.map(\.at) == ["query.until", "query.from", "query.limit"])
    #expect(try answer.problem.faults[1].message.contains("2026-11-28T20:00:00Z"))
    let reversed = try await server.get(
      "/v1/servers?from=2026-11-28T12:00Z&to=2026-11-28T10:00Z")
    #expect(reversed.status == 400)
  }

  @Test func factsComeBackAsTheyWere() async throws {
    let answer = try await server.get("/v1/facts")
    #expect(try answer.decoded(FactsDTO.self).facts() == Sampled.facts)
  }

  @Test func auditIsNewestFirst() async throws {
    _ = try await server.post("/v1/services/playback/unpause")
    _ = try await server.post(
      "/v1/services/playback/pause", #"{"for": "10m", "reason": "deploy"}"#)
    let reply = try await server.get("/v1/audit?limit=1").decoded(AuditReply.self)
    #expect(reply.entries.map(\.why) == ["deploy"])
  }

  @Test func sameQuestionSameBytes() async throws {
    for path in ["/v1/facts", "/v1/status", "/v1/services/playback", "/v1/scorecard"] {
      #expect(try await server.get(path).text == server.get(path).text)
    }
  }

  @Test func aFailingStoreIsA503() async throws {
    await server.daemon.fail(StoreError(.unreachable, "mount it again"))
    for path in [
      "/v1/facts", "/v1/audit", "/v1/servers", "/v1/events/x", "/v1/services/playback/decisions",
    ] {
      let answer = try await server.get(path)
      #expect(answer.status == 503)
      #expect(answer.headers[.retryAfter] == "1")
      #expect(try answer.problem.message.contains("mount it again"))
    }
  }

  @Test func healthReadinessAndMetrics() async throws {
    #expect(try await server.get("/healthz").text == "ok\n")
    #expect(try await server.get("/readyz").text == #"{"ready":true,"reasons":[]}"#)
    await server.daemon.notReady(["no ladder is in force"])
    let answer = try await server.get("/readyz")
    #expect(answer.status == 503)
    #expect(try answer.decoded(ReadinessReply.self).reasons == ["no ladder is in force"])
    let metrics = try await server.get("/metrics")
    #expect(metrics.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(metrics.text.hasPrefix("rung_desired_servers"))
  }
}
