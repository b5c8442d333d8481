/// A bearer token and the name by which the audit log knows its holder.
///
/// Its text is never shown: not by printing it, not by a debugger's mirror.
package struct AccessToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Shorter ones could be guessed: 16 characters of hex are 64 bits.
  static let shortest = 16

  package let name: String
  private let secret: [UInt8]

  package init(name: String, secret: String) {
    self.name = name
    self.secret = [UInt8](secret.utf8)
  }

  package var description: String { "token '\(name)'" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["name": name]) }

  var isLongEnough: Bool { secret.count >= Self.shortest }

  /// Whether a presented text is this token. Takes as long for a near miss as for a wild guess:
  /// the time depends on the length of what was presented only.
  func matches(_ presented: [UInt8]) -> Bool {
    guard !secret.isEmpty else { return false }
    var difference = UInt(bitPattern: presented.count ^ secret.count)
    for index in presented.indices {
      difference |= UInt(presented[index] ^ secret[index % secret.count])
    }
    return difference == 0
  }
}

extension [AccessToken] {
  /// The token that an `Authorization` field presents. All are compared, whichever one fits.
  func holder(of authorization: String?) -> AccessToken? {
    guard let authorization, authorization.count > 7,
      authorization.prefix(7).lowercased() == "bearer "
    else { return nil }
    let presented = [UInt8](authorization.dropFirst(7).drop { $0 == " " }.utf8)
    var found: AccessToken?
    for token in self where token.matches(presented) { found = token }
    return found
  }
}
