import RungModel
package import RungSimulation

/// Every minute of every policy as CSV, so that others can score and plot it.
///
/// `time,policy,demand,desired,launched,serving,unserved,cost`: the minute's begin in ISO 8601 UTC;
/// demand and unserved in users or requests a second, unserved the mean of the minute; servers as
/// reference servers at the minute's end; cost in server hours of the minute. Numbers are the
/// shortest decimals that read back to the same.
package enum ComparisonCSV {
  /// The header without its line end.
  package static let header = "time,policy,demand,desired,launched,serving,unserved,cost"

  /// The file's bytes, policy by policy, each in order of time.
  package static func bytes(_ comparison: Comparison) -> [UInt8] {
    var bytes = [UInt8]((header + "\n").utf8)
    bytes.reserveCapacity(comparison.policies.reduce(0) { $0 + $1.minutes.count } * 80)
    for policy in comparison.policies {
      for moment in policy.minutes {
        let servers = "\(moment.desired),\(moment.launched),\(moment.serving)"
        let row =
          "\(Timestamp(minute: moment.minute)),\(policy.name),\(number(moment.demand)),"
          + "\(servers),\(number(moment.unserved)),\(number(moment.billed))\n"
        bytes.append(contentsOf: row.utf8)
      }
    }
    return bytes
  }

  /// `594123`, `0.25`: without a needless `.0`.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}
