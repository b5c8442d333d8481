/// Every answer that is not 2xx: what is wrong, where, and what would be right.
package struct ErrorReply: Hashable, Codable, Sendable {
  /// One thing wrong with what was sent.
  package struct Fault: Hashable, Codable, Sendable {
    /// Where: `samples[3].value`, `line 3: value`, `query.from`; empty for the whole body.
    package var at: String
    package var message: String

    package init(at: String, message: String) {
      self.at = at
      self.message = message
    }
  }

  package struct Problem: Hashable, Codable, Sendable {
    /// A word that programs branch on: `bad_request`, `unauthorized`, `not_found`, …
    package var code: String
    /// A sentence for people, with the remedy.
    package var message: String
    /// All faults of the request, in its order; empty when the message says it all.
    package var faults: [Fault]

    package init(code: String, message: String, faults: [Fault] = []) {
      self.code = code
      self.message = message
      self.faults = faults
    }
  }

  package var error: Problem

  package init(error: Problem) { self.error = error }
}
