import HTTPTypes
import Hummingbird
import LoopbackServer
import NIOCore
import ServiceLifecycle
import Testing

/// A real server on loopback with a page for every mood.
enum WebServer {
    /// Serves until `body` returns.
    static func run<Value: Sendable>(_ body: @escaping @Sendable (_ port: Int) async throws -> Value) async throws -> Value {
        try await Application(router: router()).serve(body)
    }

    private static func router() -> Router<BasicRequestContext> {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("/echo", method: method) { request, _ -> Response in
                var headers = HTTPFields()
                func tell(_ name: String, _ value: String?) {
                    if let name = HTTPField.Name(name) { headers[name] = value ?? "none" }
                }
                func heard(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
                tell("X-Method", "\(request.method.rawValue) \(request.uri.string)")
                tell("X-Host", request.head.authority)
                tell("X-Note-Back", heard("X-Note"))
                tell("X-Authorization", heard("Authorization"))
                let body = try await request.body.collect(upTo: 1_000_000)
                return Response(status: .created, headers: headers, body: .init(byteBuffer: body))
            }
        }
        router.get("/endless") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while !Task.isCancelled { try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536)) }
                })
        }
        router.get("/silence") { _, _ -> Response in
            // Says nothing for as long as the server lives.
            let (never, _) = AsyncStream<Void>.makeStream()
            for await _ in never.cancelOnGracefulShutdown() {}
            return Response(status: .ok)
        }
        router.get("/redirect") { request, _ in
            Response(status: .found, headers: [.location: request.uri.queryParameters.get("to") ?? "/"])
        }
        router.get("/loop") { _, _ in Response(status: .found, headers: [.location: "/loop"]) }
        return router
    }
}
