import Crypto
import Foundation

/// What a webhook's messages are signed with. It prints as `***`.
package struct WebhookKey: Sendable, Equatable {
    private let key: SymmetricKey

    /// Fewer bytes can be guessed.
    package static let bytesMin = 16

    /// - Parameter secret: `whsec_` and base64, as Standard Webhooks spells it, or any other text. Nil for one that is too short.
    package init?(_ secret: String) {
        let bytes: [UInt8]
        if secret.hasPrefix("whsec_") {
            guard let data = Data(base64Encoded: String(secret.dropFirst(6))) else { return nil }
            bytes = Array(data)
        } else {
            bytes = Array(secret.utf8)
        }
        guard bytes.count >= Self.bytesMin else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The value of `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`.
    package func signature(id: String, timestamp: Int64, body: String) -> String {
        let signed = Data("\(id).\(timestamp).\(body)".utf8)
        return "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
    }
}

extension WebhookKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
