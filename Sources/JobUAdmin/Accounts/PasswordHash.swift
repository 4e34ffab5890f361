import Crypto
import CryptoExtras
import Foundation

/// How much work a guess at a password costs.
package struct PasswordCost: Sendable, Equatable {
    /// The binary logarithm of scrypt's N.
    package var logN: Int
    package var blockSize: Int
    package var parallelism: Int

    package init(logN: Int, blockSize: Int = 8, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB and about a quarter of a second; one of the choices OWASP's cheat sheet on password storage names as equal.
    package static let standard = PasswordCost(logN: 15, parallelism: 3)

    /// Beyond these a row that somebody has tampered with would take the server's memory.
    var isBearable: Bool { (1...18).contains(logN) && (1...16).contains(blockSize) && (1...16).contains(parallelism) }
}

/// A stored password: `$scrypt$ln=15,r=8,p=3$salt$hash`, as other tools write it.
package struct PasswordHash: Sendable, Equatable {
    package var cost: PasswordCost
    private var salt: [UInt8]
    private var key: [UInt8]

    private static let keyLength = 32

    /// Hashes a password. Takes as long as `cost` says: `PasswordHasher` keeps that off the server's threads.
    package init(_ password: String, cost: PasswordCost, salt: [UInt8]) throws {
        self.cost = cost
        self.salt = salt
        key = try Self.derive(password, salt, cost)
    }

    /// Reads the stored form; nil for anything else.
    package init?(stored: String) {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let numbers = parts[2].split(separator: ",").map { $0.split(separator: "=") }
        guard numbers.count == 3, numbers.allSatisfy({ $0.count == 2 }), numbers.map({ $0[0] }) == ["ln", "r", "p"],
            let logN = Int(numbers[0][1]), let blockSize = Int(numbers[1][1]), let parallelism = Int(numbers[2][1]),
            let salt = Data(base64Encoded: parts[3].padded), let key = Data(base64Encoded: parts[4].padded), key.count == Self.keyLength
        else { return nil }
        cost = PasswordCost(logN: logN, blockSize: blockSize, parallelism: parallelism)
        guard cost.isBearable else { return nil }
        self.salt = Array(salt)
        self.key = Array(key)
    }

    package var stored: String {
        func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString().replacing("=", with: "") }
        return "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)$\(text(salt))$\(text(key))"
    }

    /// Whether this is the password; takes the same time for every wrong one.
    package func matches(_ password: String) throws -> Bool {
        let other = try Self.derive(password, salt, cost)
        return zip(key, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: PasswordCost) throws -> [UInt8] {
        // The same letters can be typed as one character or as two.
        let text = password.precomposedStringWithCompatibilityMapping
        let key = try KDF.Scrypt.deriveKey(
            from: Data(text.utf8), salt: Data(salt), outputByteCount: keyLength, rounds: 1 << cost.logN, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}

extension String {
    /// With the padding that the stored form leaves out.
    fileprivate var padded: String { self + String(repeating: "=", count: (4 - utf8.count % 4) % 4) }
}
