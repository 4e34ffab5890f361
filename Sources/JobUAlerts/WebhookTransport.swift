import Foundation
package import JobUHTTP
import JobUModel
import JobUStore

/// Sends a message to its URL.
package protocol WebhookTransport: Sendable {
    /// Returns the status of the response.
    /// - Throws: `WebhookError`, when there is no answer; `CancellationError`.
    func post(_ url: String, headers: [(name: String, value: String)], body: String, timeout: Duration) async throws -> Int
}

/// Why there was no response; shows no more of the URL than its host.
package struct WebhookError: Error, Sendable, CustomStringConvertible {
    package let description: String
    /// Whether another attempt may end differently.
    package let isTransient: Bool

    package init(_ description: String, isTransient: Bool = true) {
        self.description = description
        self.isTransient = isTransient
    }
}

/// Over HTTP, to public addresses and those that are allowed by name; redirects are not followed.
package struct HTTPWebhookTransport: WebhookTransport {
    private let client: OutboundClient

    package init(_ client: OutboundClient) {
        self.client = client
    }

    package func post(
        _ url: String, headers: [(name: String, value: String)], body: String, timeout: Duration
    ) async throws -> Int {
        var request = OutboundRequest(
            "POST", url, headers: headers.map { OutboundHeader($0.name, $0.value) }, body: Array(body.utf8))
        request.timeout = timeout
        request.connectTimeout = min(timeout, .seconds(10))
        request.responseBytesMax = 0
        do {
            return try await client.send(request).status
        } catch let error as OutboundError {
            throw WebhookError(error.description, isTransient: error.code.isTransient)
        }
    }
}
