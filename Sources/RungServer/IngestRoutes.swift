import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RungFormats
import RungModel
import RungPorts

/// Where samples and schedule messages come in.
struct IngestRoutes: Sendable {
  let inbox: any Inbox
  let limits: ServerSettings.Limits

  var routes: [Route] {
    [
      .post("/v1/samples") { request, _ in
        let bytes = try await request.bytes(upTo: limits.bodyBytes)
        let samples = try read("samples", SampleBatch.decode(bytes))
        return .json(await inbox.take(samples))
      },
      .post("/v1/events") { request, context in
        let bytes = try await request.bytes(upTo: limits.bodyBytes)
        let event = try read("the event", EventJSON.decode(bytes))
        do throws(StoreError) {
          return .json(try await inbox.take(event, from: context.caller))
        } catch {
          context.logger.error(
            "Schedule message not accepted",
            metadata: ["event": "\(event.id)", "error": "\(error)"]
          )
          throw APIError.storeFailed(error, "the event was not accepted; send it again")
        }
      },
    ]
  }

  /// Nothing of a body with a fault is taken, so that its sender can send all of it again.
  private func read<Value>(
    _ what: String, _ result: Result<Value, FormatFaults>
  ) throws -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let faults):
      throw APIError.badRequest(
        "\(what): nothing was taken", faults: faults.faults.map(ErrorReply.Fault.init))
    }
  }
}

extension Request {
  /// The whole body.
  /// - Throws: `NIOTooManyBytesError` beyond the limit.
  func bytes(upTo limit: Int) async throws -> [UInt8] {
    // A length that is said to be too large is refused before the body is on its way.
    if let text = headers[.contentLength], let length = Int(text), length > limit {
      throw NIOTooManyBytesError(maxBytes: limit)
    }
    return [UInt8](buffer: try await body.collect(upTo: limit))
  }
}
