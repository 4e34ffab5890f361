import JobUModel
import Synchronization

/// Slows down guessing at passwords, for each user and for each address.
///
/// Both are buckets of attempts that fill again evenly. An attempt is taken before the password is looked at, so that many at once are
/// no way around, and a right one gives it back. Nobody is locked out for ever: a bucket lets an attempt through every so often, and
/// from the address of a user's last login only that address's own bucket counts.
struct LoginLimits: Sendable {
    /// Attempts in a row.
    static let attemptsMax = 10
    /// Time after which one more is allowed.
    static let refill = Duration.seconds(30)
    /// Users and addresses remembered; the least suspicious are forgotten first.
    static let countMax = 10_000

    enum Key: Hashable, Sendable {
        case user(String)
        case address(String)
    }

    /// When each bucket is full again. One that is full is not here.
    private var fullAt: [Key: Timestamp] = [:]

    var count: Int { fullAt.count }

    /// Takes an attempt from all of these, or from none of them and says how long to wait.
    mutating func take(_ keys: [Key], now: Timestamp) -> Duration? {
        let room = Self.refill * (Self.attemptsMax - 1)
        let waits = keys.map { (fullAt[$0].map { max($0, now) } ?? now) - now - room }
        if let longest = waits.max(), longest > .zero { return longest }
        for key in keys { fullAt[key] = (fullAt[key].map { max($0, now) } ?? now) + Self.refill }
        forget(now: now)
        return nil
    }

    /// Gives an attempt back that was right.
    mutating func giveBack(_ keys: [Key], now: Timestamp) {
        for key in keys {
            guard let full = fullAt[key] else { continue }
            fullAt[key] = full - Self.refill > now ? full - Self.refill : nil
        }
    }

    private mutating func forget(now: Timestamp) {
        guard fullAt.count > Self.countMax else { return }
        fullAt = fullAt.filter { $0.value > now }
        guard fullAt.count > Self.countMax else { return }
        // A tenth at once, so that this is not done for every attempt.
        let kept = fullAt.sorted { $0.value > $1.value }.prefix(Self.countMax * 9 / 10)
        fullAt = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}

/// The limits of one process.
final class LoginLimiter: Sendable {
    private let limits = Mutex(LoginLimits())

    func take(_ keys: [LoginLimits.Key], now: Timestamp) -> Duration? { limits.withLock { $0.take(keys, now: now) } }

    func giveBack(_ keys: [LoginLimits.Key], now: Timestamp) { limits.withLock { $0.giveBack(keys, now: now) } }
}
