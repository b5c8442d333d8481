import Hummingbird
import NIOCore

/// What a request carries with it on its way through the gates.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The peer's IP address; nil when the connection has none.
  let peer: String?
  /// Who calls, for the audit log: a token's name or `local`, with the user that it speaks for.
  /// Set by `AdmissionGate`.
  var caller = "local"

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}
