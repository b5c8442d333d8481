import Testing

@testable import BackendLocal

@Suite("When a process serves, fails and is started anew")
struct VitalsTests {
  private let policy = Vitals.Policy(
    after: 3, failingLimit: .seconds(30), firstBackoff: .seconds(1),
    longestBackoff: .seconds(300), stableAfter: .seconds(60))

  /// Probes once a second from `start` on.
  private func probe(
    _ vitals: inout Vitals, _ answers: [Bool], from start: Int = 0
  ) -> [Vitals.Advice] {
    answers.enumerated().map { offset, answer in
      vitals.probed(answer, at: .seconds(start + offset), policy)
    }
  }

  @Test("It serves after enough good probes in a row, and a bad one starts the count again")
  func becomesReady() {
    var vitals = Vitals()
    let advice = probe(&vitals, [true, true, false, true, true, true, true])
    #expect(advice == [.none, .none, .none, .none, .none, .enterUpstreams, .none])
    #expect(vitals.isServing)
  }

  @Test("It leaves after enough bad probes in a row, and returns after enough good ones")
  func fails() {
    var vitals = Vitals()
    _ = probe(&vitals, [true, true, true])
    let bad = probe(&vitals, [false, false, true, false, false, false], from: 3)
    #expect(bad == [.none, .none, .none, .none, .none, .leaveUpstreams])
    #expect(!vitals.isServing)
    #expect(probe(&vitals, [true, true, true], from: 9) == [.none, .none, .enterUpstreams])
  }

  @Test("It is replaced when it fails for longer than the limit, and not before")
  func replaced() {
    var vitals = Vitals(adoptedAt: .zero, isServing: true)
    let advice = probe(&vitals, Array(repeating: false, count: 40))
    #expect(advice[2] == .leaveUpstreams)
    #expect(advice[3..<32].allSatisfy { $0 == .none })
    #expect(advice[32] == .replace)
  }

  @Test("A boot is never cut short, however long it takes")
  func longBoot() {
    var vitals = Vitals()
    #expect(probe(&vitals, Array(repeating: false, count: 10_000)).allSatisfy { $0 == .none })
    #expect(vitals.phase == .booting)
  }

  @Test("Pauses between restarts double up to the cap and never go above it, whatever the jitter")
  func backoff() {
    for jitter in [0.0, 0.5, 1.0] {
      var vitals = Vitals()
      var last = Duration.zero
      for crash in 1...80 {
        vitals.exited(at: .zero, jitter: jitter, policy)
        guard case .waiting(let until) = vitals.phase else {
          Issue.record("crash \(crash) is not followed by a pause")
          return
        }
        #expect(until >= last)
        #expect(until <= policy.longestBackoff * 1.25)
        if crash == 1 { #expect(until == .seconds(1) * (0.75 + 0.5 * jitter)) }
        last = until
      }
      #expect(last == policy.longestBackoff * (0.75 + 0.5 * jitter))
    }
  }

  @Test("Five crashes in a row are a loop; being ready for a while ends it")
  func crashLoop() {
    var vitals = Vitals()
    for crash in 1...5 {
      #expect(!vitals.isCrashLooping)
      vitals.exited(at: .seconds(crash), jitter: 0.5, policy)
      vitals.restarted()
    }
    #expect(vitals.isCrashLooping)
    _ = probe(&vitals, [true, true, true], from: 10)
    #expect(vitals.isCrashLooping, "ready, but not for long enough to believe it")
    _ = probe(&vitals, [true], from: 72)
    #expect(!vitals.isCrashLooping)
    #expect(vitals.crashes == 0)
  }

  @Test("A restart is due at its time, once")
  func restartDue() {
    var vitals = Vitals()
    #expect(!vitals.isRestartDue(at: .seconds(100)))
    vitals.exited(at: .seconds(10), jitter: 0.5, policy)
    #expect(!vitals.isRestartDue(at: .milliseconds(10_999)))
    #expect(vitals.isRestartDue(at: .seconds(11)))
    vitals.restarted()
    #expect(!vitals.isRestartDue(at: .seconds(12)))
  }
}

@Suite("When the proxy is reloaded")
struct PublicationTests {
  @Test("Once at the start, then for every change, one at a time and at most every 200 ms")
  func paced() {
    var publication = Publication()
    #expect(publication.begin(at: .zero) == 1)
    publication.wrote(UpstreamList(services: ["a"], serving: []), hasChanged: true)
    #expect(publication.begin(at: .seconds(1)) == nil, "one is under way")
    publication.finish(1, succeeded: true, at: .seconds(1))
    #expect(publication.begin(at: .seconds(1)) == 2)
    publication.finish(2, succeeded: true, at: .milliseconds(1_010))
    publication.wrote(UpstreamList(services: ["b"], serving: []), hasChanged: true)
    publication.wrote(UpstreamList(services: ["c"], serving: []), hasChanged: true)
    #expect(publication.begin(at: .milliseconds(1_199)) == nil)
    #expect(publication.begin(at: .milliseconds(1_200)) == 4)
    publication.finish(4, succeeded: true, at: .milliseconds(1_210))
    #expect(publication.begin(at: .seconds(60)) == nil)
  }

  @Test("A failed reload is tried again, later each time, and holds up an end only so long")
  func failures() {
    var publication = Publication()
    var now = Duration.zero
    var pauses: [Duration] = []
    for _ in 0..<12 {
      let begun = now
      while publication.begin(at: now) == nil { now += .milliseconds(100) }
      pauses.append(now - begun)
      publication.finish(1, succeeded: false, at: now)
    }
    #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(pauses.last == Pace.longestReloadPause)
    #expect(!publication.hasSettled(1, since: .zero, at: .seconds(14)))
    #expect(publication.hasSettled(1, since: .zero, at: .seconds(15)))
  }

  @Test("An end waits until the proxy has taken in the list and its old workers have let go")
  func settling() {
    var publication = Publication()
    #expect(publication.begin(at: .seconds(1)) == 1)
    #expect(!publication.hasSettled(1, since: .seconds(1), at: .seconds(2)))
    publication.finish(1, succeeded: true, at: .seconds(2))
    #expect(!publication.hasSettled(1, since: .seconds(1), at: .milliseconds(2_200)))
    #expect(publication.hasSettled(1, since: .seconds(1), at: .milliseconds(2_250)))
  }
}
