import Hummingbird
import HummingbirdTesting

extension ApplicationProtocol {
    /// Serves on a free port of loopback until `body` has ended, then drains.
    ///
    /// An error that leaves `test(.live)` cancels the server instead of draining it, and a server that is cancelled while it accepts a
    /// connection traps ("Deinited NIOAsyncWriter without calling finish()"). So the error of `body` is kept until the server has ended, and
    /// the connection that `test` itself opens is answered before `body` begins.
    package func serve<Value: Sendable>(_ body: @Sendable (_ port: Int) async throws -> Value) async throws -> Value {
        let outcome: Result<Value, any Error> = try await test(.live) { client in
            do {
                _ = try await client.executeRequest(uri: "/", method: .head, headers: [:], body: nil)
                guard let port = client.port else { throw NoPort() }
                return .success(try await body(port))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}

private struct NoPort: Error {}
