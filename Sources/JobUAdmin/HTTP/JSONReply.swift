import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import NIOCore

/// A JSON answer.
struct JSONReply<Value: Encodable & Sendable>: ResponseGenerator {
    var value: Value
    var status = HTTPResponse.Status.ok
    var headers = HTTPFields()

    init(_ value: Value, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        self.value = value
        self.status = status
        self.headers = headers
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        try response()
    }

    func response() throws -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(value))))
    }
}
