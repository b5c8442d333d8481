package import CurlTransport
package import Logging

extension WebhookAlarmSink {
  /// A sink that posts to an Alertmanager.
  ///
  /// - Parameters:
  ///   - url: up to and with `/api/v2/alerts`.
  ///   - headers: for authorization, say; `Content-Type` is set here.
  package init(
    url: String, headers: [(String, String)] = [], client: CurlClient, logger: Logger
  ) {
    self.init(logger: logger) { body in
      let request = HTTPRequest(
        method: "POST", url: url, headers: headers + [("Content-Type", "application/json")],
        body: body)
      do throws(HTTPFailure) {
        return .status(try await client.send(request).status)
      } catch {
        return .failed(error.message)
      }
    }
  }
}
