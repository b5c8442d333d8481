import RungModel

/// Whether the backends that pools name are configured.
package enum PoolBackends {
  /// A fault for each pool whose backend rung.yaml does not have, at the place that names it.
  /// - Parameter severity: `check` warns, because a ladder may be written before its backend;
  ///   `run` refuses, because nothing could be launched.
  package static func faults(
    ofPoolsIn ladders: [FiledLadder], backends: Set<String>, severity: Fault.Severity
  ) -> [Fault] {
    let known = backends.sorted()
    return ladders.flatMap { filed in
      zip(filed.ladder.pools, filed.backendPlaces).compactMap { pool, place in
        guard !backends.contains(pool.backend) else { return nil }
        let fix =
          closest(to: pool.backend, in: known).map { "did you mean '\($0)'?" }
          ?? (known.isEmpty
            ? "add it under `backends` in rung.yaml"
            : "configured: \(known.joined(separator: ", "))")
        return Fault(
          file: filed.file, at: place, severity: severity,
          message: "pool '\(pool.name)' uses backend '\(pool.backend)', which is not configured",
          fix: fix)
      }
    }
  }
}
