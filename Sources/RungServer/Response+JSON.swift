import HTTPTypes
import Hummingbird
import NIOCore
import RungFormats

extension Response {
  /// A JSON answer that no cache keeps and no browser takes for anything else.
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    do {
      let bytes = try APIJSON.encode(value)
      return .bytes(bytes, type: "application/json", status: status, headers: headers)
    } catch {
      // All shapes of the API are strings, numbers, lists and objects: JSON has words for each.
      preconditionFailure("\(type(of: value)) has no JSON form: \(error)")
    }
  }

  /// An answer of any content type, with the same safety fields.
  static func bytes(
    _ bytes: some Sequence<UInt8>, type: String, status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    headers[.cacheControl] = "no-store"
    headers[.xContentTypeOptions] = "nosniff"
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
