import Glibc
import Logging
import RungModel

/// How far the list of upstreams has reached the proxy. Times since the backend was made.
struct Publication: Hashable, Sendable {
  /// Counts the changes of the list. Begins at one that is not taken in: the daemon before may
  /// have died between writing its last list and reloading the proxy.
  private(set) var generation = 1
  /// The list as it was last written.
  private var written: UpstreamList?
  private var nextWrite: Duration = .zero
  /// The newest generation that the proxy has taken in, and when.
  private var reloaded = 0
  private var reloadedAt: Duration = .zero
  private var isReloading = false
  private var nextAttempt: Duration = .zero
  private var failures = 0

  /// Whether a list is to be written now: it is new, and no failed attempt was a moment ago.
  func wants(_ list: UpstreamList, at now: Duration) -> Bool {
    list != written && now >= nextWrite
  }

  /// Takes note of a list that was written.
  mutating func wrote(_ list: UpstreamList, hasChanged: Bool) {
    written = list
    if hasChanged { generation += 1 }
  }

  /// Takes note of a list that could not be written; the next attempt waits a second.
  mutating func failedToWrite(at now: Duration) { nextWrite = now + .seconds(1) }

  /// Begins a reload when one is due; at most one at a time, and none sooner than `Pace.reload`
  /// after the last.
  ///
  /// - Returns: the generation it is for.
  mutating func begin(at now: Duration) -> Int? {
    guard generation > reloaded, !isReloading, now >= nextAttempt else { return nil }
    isReloading = true
    nextAttempt = now + Pace.reload
    return generation
  }

  /// Takes the end of a reload; after a failure the next one waits, twice as long each time.
  mutating func finish(_ generation: Int, succeeded: Bool, at now: Duration) {
    isReloading = false
    if succeeded {
      reloaded = generation
      reloadedAt = now
      failures = 0
    } else {
      failures += 1
      let pause = Pace.reload * Double(1 << min(failures, 10))
      nextAttempt = now + min(pause, Pace.longestReloadPause)
    }
  }

  /// Whether servers that left the list with a generation may be told to stop.
  func hasSettled(_ generation: Int, since: Duration, at now: Duration) -> Bool {
    if now - since >= Pace.longestLeave { return true }
    return reloaded >= generation && now - max(since, reloadedAt) >= Pace.settle
  }
}

extension LocalBackend {
  /// Writes the list of upstreams where it changed.
  func publish() {
    guard let services else { return }
    let list = UpstreamList(
      services: services, serving: servers.values.filter(\.isUpstream).map(\.server))
    let now = elapsed()
    guard publication.wants(list, at: now) else { return }
    do {
      publication.wrote(list, hasChanged: try list.write(to: configuration.upstreams))
    } catch {
      publication.failedToWrite(at: now)
      logger.error(
        "cannot write the list of upstreams; the proxy keeps the old one",
        metadata: ["error": "\(error)"])
    }
  }

  /// Reloads the proxy and takes note of how that went.
  func reload(for generation: Int) async {
    let failure = await reloadProxy()
    publication.finish(generation, succeeded: failure == nil, at: elapsed())
    if let failure {
      logger.error(
        "the proxy could not be reloaded; trying again", metadata: ["failure": "\(failure)"])
    }
  }

  private nonisolated func reloadProxy() async -> String? {
    guard let command = configuration.upstreams.reload, let name = command.first else {
      return nil
    }
    switch search.find(name) {
    case .failure(let missing):
      return missing.message
    case .success(let program):
      return await ReloadCommand(program: program, arguments: Array(command.dropFirst())).run()
    }
  }
}
