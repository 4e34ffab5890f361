import Crypto
import Foundation

/// Where secrets come from.
package struct SecretSource: Sendable {
    /// So many bytes that nobody can guess.
    package var bytes: @Sendable (_ count: Int) -> [UInt8]

    package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The operating system's.
    package static let system = SecretSource { count in
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// 256 bits as text that cookies, headers and forms carry as it is.
    func text() -> String { Data(bytes(32)).base64URL }
}

/// What a browser shows to prove its session; the store has the hash only.
struct SessionSecret: Sendable, Equatable {
    let text: String

    init(_ source: SecretSource) { text = source.text() }

    /// Reads a cookie; nil for what cannot be one of ours.
    init?(cookie: String) {
        guard cookie.utf8.count == 43 else { return nil }
        text = cookie
    }

    var hash: String { Fingerprint.of(text) }

    /// What forms of this session carry besides the cookie: a page elsewhere cannot know it.
    var formToken: String {
        Data(HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: Data(text.utf8)))).base64URL
    }
}

/// An API token as its owner sees it, once.
package struct TokenSecret: Sendable {
    package static let prefix = "jobu_"
    package let text: String

    package init(_ source: SecretSource = .system) { text = Self.prefix + source.text() }

    /// Enough to know it again by, too little to guess it from.
    package var hint: String { String(text.prefix(Self.prefix.count + 4)) }
    package var hash: String { Fingerprint.of(text) }
}

/// Hashes of secrets that are random themselves: no salt and no cost is needed.
enum Fingerprint {
    static func of(_ secret: String) -> String { of(Data(secret.utf8)) }

    static func of(_ bytes: Data) -> String {
        SHA256.hash(data: bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// Compares in a time that does not tell where texts differ.
    static func areEqual(_ one: String, _ other: String) -> Bool {
        // Hashed first, so that lengths are equal too.
        zip(SHA256.hash(data: Data(one.utf8)), SHA256.hash(data: Data(other.utf8))).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Data {
    /// RFC 4648 section 5, without padding.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
