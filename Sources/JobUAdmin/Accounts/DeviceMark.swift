import Crypto
import Foundation

/// What a browser keeps after a login, and shows at the next one: that this user has logged in with it before.
///
/// It lets nobody in. An attempt with it is counted for itself, so that somebody who guesses elsewhere does not keep the user out of
/// this browser. It holds until the user's password changes, whose hash is the key that signs it.
struct DeviceMark: Sendable, Equatable {
    let id: String
    private let proof: String

    init(_ source: SecretSource, user name: String, passwordHash: String) {
        id = source.text()
        proof = Self.proof(id, name, passwordHash)
    }

    /// Reads a cookie; nil for what cannot be one of ours.
    init?(cookie: String) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 43 }) else { return nil }
        (id, proof) = (String(parts[0]), String(parts[1]))
    }

    var cookie: String { "\(id).\(proof)" }

    func isOf(user name: String, passwordHash: String) -> Bool {
        Fingerprint.areEqual(proof, Self.proof(id, name, passwordHash))
    }

    private static func proof(_ id: String, _ name: String, _ passwordHash: String) -> String {
        let key = SymmetricKey(data: Data("device \(passwordHash)".utf8))
        return Data(HMAC<SHA256>.authenticationCode(for: Data("\(id) \(name)".utf8), using: key)).base64URL
    }
}
