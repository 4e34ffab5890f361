import JobUModel
import JobUStore
import Synchronization

/// Decides whether an attempt to log in may be made now.
///
/// A user's known places are the browsers the user has logged in with before, and the address of the last login. They have limits of
/// their own, so that whoever guesses elsewhere, from however many addresses, keeps nobody out of them. All other places share no limit
/// of the user either: each has its own, and when very many guess, they are all slowed down, and take half of the places for checks.
final class LoginGate: Sendable {
    /// What a stranger waits for while very many guess.
    private static let pause = Duration.seconds(2)
    /// Strangers who may wait at the same time; more are sent away.
    private static let waitingMax = 16

    /// An attempt that may be made.
    struct Attempt: Sendable, Equatable {
        fileprivate var keys: [LoginLimits.Key]
        /// Whether it comes from one of the user's known places.
        var isFamiliar: Bool
    }

    private let limits = Mutex(LoginLimits())
    private let waiting = Mutex(0)
    private let time: TimeSource

    init(time: TimeSource) { self.time = time }

    /// What came of asking.
    enum Answer: Sendable, Equatable {
        case attempt(Attempt)
        case wait(Duration)
    }

    /// Takes an attempt, before the password is looked at.
    /// - Parameters:
    ///   - name: the name as it was typed, normalized.
    ///   - user: who has that name; nil for nobody.
    ///   - device: the mark of a browser, where it is one of this user.
    /// - Throws: `PasswordHasherBusy` when too many wait already; `CancellationError`.
    func enter(_ name: String, from address: ClientAddress, user: User?, device: DeviceMark?) async throws -> Answer {
        let isLastPlace = user?.lastLoginAddress == address.text
        var attempt = Attempt(keys: Self.keys(name, address, isLastPlace, device), isFamiliar: isLastPlace || device != nil)
        let now = time.wall.now()
        if let wait = limits.withLock({ $0.take(attempt.keys, now: now) }) { return .wait(wait) }
        guard !attempt.isFamiliar else { return .attempt(attempt) }
        if limits.withLock({ $0.take([.strangers], now: now) }) == nil {
            attempt.keys.append(.strangers)
        } else {
            try await pause()
        }
        return .attempt(attempt)
    }

    /// Takes an attempt at a user's own password.
    func enter(ownPasswordOf user: User) -> Answer {
        let attempt = Attempt(keys: [.ownPassword(user: user.name)], isFamiliar: true)
        let now = time.wall.now()
        return limits.withLock { $0.take(attempt.keys, now: now) }.map(Answer.wait) ?? .attempt(attempt)
    }

    /// Gives an attempt back whose password was right.
    func giveBack(_ attempt: Attempt) {
        let now = time.wall.now()
        limits.withLock { $0.giveBack(attempt.keys, now: now) }
    }

    private static func keys(_ name: String, _ address: ClientAddress, _ isLastPlace: Bool, _ device: DeviceMark?) -> [LoginLimits.Key] {
        if let device { return [.device(device.id)] }
        if isLastPlace { return [.userAt(user: name, address: address.bucket)] }
        return [.address(address.bucket)] + (address.network.map { [.network($0)] } ?? [])
    }

    private func pause() async throws {
        let isFree = waiting.withLock { waiting in
            guard waiting < Self.waitingMax else { return false }
            waiting += 1
            return true
        }
        guard isFree else { throw PasswordHasherBusy() }
        defer { waiting.withLock { $0 -= 1 } }
        try await time.clock.sleep(for: Self.pause)
    }
}
