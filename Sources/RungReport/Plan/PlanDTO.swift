import Foundation
package import RungModel

/// A plan as stable JSON: the plan's own keys, and beside them what it is compared with. The keys
/// are told in the documentation's page `Plan`.
package struct PlanDTO: Encodable, Sendable {
  private let report: PlanReport

  package init(_ report: PlanReport) { self.report = report }

  private enum Extra: String, CodingKey {
    case total, against
    case hasChanges = "has_changes"
    case whatIf = "what_if"
  }

  private struct WhatIf: Encodable {
    var questions: [String]
    var comparison: PlanComparison
    var base: Plan
  }

  package func encode(to encoder: any Encoder) throws {
    try report.plan.encode(to: encoder)
    var container = encoder.container(keyedBy: Extra.self)
    try container.encode(report.plan.hasChanges, forKey: .hasChanges)
    try container.encode(PlanFigures(report.plan.services, report.plan.cost), forKey: .total)
    try container.encodeIfPresent(report.difference, forKey: .against)
    if let base = report.base, let comparison = report.whatIf {
      try container.encode(
        WhatIf(questions: report.questions, comparison: comparison, base: base), forKey: .whatIf)
    }
  }

  /// Where a text stopped being a plan: `key 'rows' is missing at services.0`.
  package static func words(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "key '\(key.stringValue)' is missing at \(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(place(context.codingPath)) is something else"
    case .dataCorrupted(let context):
      "\(place(context.codingPath)) cannot be read: \(context.debugDescription)"
    @unknown default: "it cannot be read"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.isEmpty
      ? "the top"
      : path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
  }

  /// Reads a plan printed earlier; what it was compared with is left out.
  ///
  /// - Throws: `DecodingError` when it is none of this version.
  package static func plan(from bytes: [UInt8]) throws -> Plan {
    try JSONDecoder().decode(Plan.self, from: Data(bytes))
  }
}
