package import CurlTransport
package import Logging

extension WebhookAlarmSink {
  /// A sink that posts to an Alertmanager.
  ///
  /// - Parameters:
  ///   - url: up to and with `/api/v2/alerts`.
  ///   - headers: for authorization, say; `Content-Type` is set here.
  ///   - timeout: real time for one delivery.
  package init(
    url: String, headers: [(String, String)] = [], timeout: Duration = .seconds(10),
    client: CurlClient, logger: Logger
  ) {
    self.init(logger: logger) { body in
      let request = HTTPRequest(
        method: "POST", url: url, headers: headers + [("Content-Type", "application/json")],
        body: body, timeout: timeout)
      do throws(HTTPFailure) {
        return .status(try await client.send(request).status)
      } catch {
        return .failed(error.message)
      }
    }
  }
}
