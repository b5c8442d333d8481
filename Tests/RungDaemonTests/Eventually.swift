/// Polls until a condition holds; false after the bound. Never waits longer than it must.
func eventually(
  within bound: Duration = .seconds(20), isolation: isolated (any Actor)? = #isolation,
  _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + bound
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    do { try await Task.sleep(for: .milliseconds(5)) } catch { return false }  // poll
  }
  return try await condition()
}
