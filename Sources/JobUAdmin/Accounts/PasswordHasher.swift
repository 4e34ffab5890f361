import Dispatch
import Synchronization

/// Hashes and checks passwords one at a time on a thread of its own: however many people log in at once, it takes the memory of one
/// hash and none of the threads that answer requests.
package final class PasswordHasher: Sendable {
    /// More than this many in the queue are sent away at once.
    private static let waitingMax = 32
    /// Of these, as many may be of strangers: whoever guesses leaves room for those who do not.
    private static let strangersMax = 16

    private let cost: PasswordCost
    private let secrets: SecretSource
    private let queue = DispatchQueue(label: "jobu.passwords")
    private let waiting = Mutex(0)
    /// What the password of an unknown user is compared with, made when it is needed.
    private let decoy = Mutex<PasswordHash?>(nil)

    package init(cost: PasswordCost = .standard, secrets: SecretSource = .system) {
        self.cost = cost
        self.secrets = secrets
    }

    /// - Throws: `PasswordHasherBusy`.
    package func hash(_ password: String) async throws -> String {
        try await perform { [cost, secrets] in try PasswordHash(password, cost: cost, salt: secrets.bytes(16)).stored }
    }

    /// What became of a check.
    package enum Verdict: Sendable, Equatable {
        case wrong
        case right
        /// Right, and stored at a lower cost than is usual by now: this is what to store.
        case rightWithNewHash(String)
    }

    /// Checks a password. For a user who does not exist it takes as long as for one who does.
    /// - Parameter stored: nil for an unknown user.
    /// - Parameter isUrgent: whether it comes from where the user is known.
    /// - Throws: `PasswordHasherBusy`.
    package func check(_ password: String, against stored: String?, isUrgent: Bool = true) async throws -> Verdict {
        try await perform(behind: isUrgent ? Self.waitingMax : Self.strangersMax) { [self] in
            guard let hash = stored.flatMap(PasswordHash.init(stored:)) else {
                _ = try decoyHash().matches(password)
                return .wrong
            }
            guard try hash.matches(password) else { return .wrong }
            if hash.cost == cost { return .right }
            return .rightWithNewHash(try PasswordHash(password, cost: cost, salt: secrets.bytes(16)).stored)
        }
    }

    /// Makes the decoy, so that the first unknown user does not take twice as long.
    package func warmUp() async throws {
        _ = try await perform { [self] in try decoyHash() }
    }

    private func decoyHash() throws -> PasswordHash {
        if let known = decoy.withLock({ $0 }) { return known }
        let made = try PasswordHash(secrets.text(), cost: cost, salt: secrets.bytes(16))
        decoy.withLock { $0 = made }
        return made
    }

    private func perform<Value: Sendable>(
        behind most: Int = waitingMax, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let isFree = waiting.withLock { waiting in
            guard waiting < most else { return false }
            waiting += 1
            return true
        }
        guard isFree else { throw PasswordHasherBusy() }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { waiter in
            queue.async { waiter.resume(with: Result(catching: work)) }
        }
    }
}

/// Too many passwords wait to be checked.
package struct PasswordHasherBusy: Error, CustomStringConvertible {
    package let description = "too many logins at once; try again in a few seconds"
}
