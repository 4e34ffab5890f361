import JobUModel
import Synchronization

/// Slows down guessing at passwords, for each place that guesses come from.
///
/// Each is a bucket of attempts that fills again evenly. An attempt is taken before the password is looked at, so that many at once are
/// no way around, and a right one gives it back. There is no bucket of a user alone: somebody else's guesses would keep the user out.
struct LoginLimits: Sendable {
    /// Places remembered; the least suspicious are forgotten first.
    static let countMax = 10_000

    enum Key: Hashable, Sendable {
        /// An address, or a /64 network of IPv6.
        case address(String)
        /// A /48 network of IPv6, which may hold 65,536 of those.
        case network(String)
        /// A user at the address of that user's last login.
        case userAt(user: String, address: String)
        /// A browser in which the user has logged in before.
        case device(String)
        /// A user's own password, which is asked for before it is changed.
        case ownPassword(user: String)
        /// Everybody who is at none of a user's known places.
        case strangers

        /// Attempts in a row.
        var attemptsMax: Int {
            switch self {
            case .address, .userAt, .device, .ownPassword: 10
            case .network: 60
            case .strangers: 100
            }
        }

        /// Time after which one more is allowed.
        var refill: Duration {
            switch self {
            case .address, .userAt, .device, .ownPassword: .seconds(30)
            case .network: .seconds(5)
            case .strangers: .seconds(2)
            }
        }
    }

    /// When each bucket is full again. One that is full is not here.
    private var fullAt: [Key: Timestamp] = [:]

    var count: Int { fullAt.count }

    /// Takes an attempt from all of these, or from none of them and says how long to wait.
    mutating func take(_ keys: [Key], now: Timestamp) -> Duration? {
        let waits: [Duration] = keys.map { (fullAt[$0].map { max($0, now) } ?? now) - now - $0.refill * ($0.attemptsMax - 1) }
        if let longest = waits.max(), longest > .zero { return longest }
        for key in keys { fullAt[key] = (fullAt[key].map { max($0, now) } ?? now) + key.refill }
        forget(now: now)
        return nil
    }

    /// Gives an attempt back that was right.
    mutating func giveBack(_ keys: [Key], now: Timestamp) {
        for key in keys {
            guard let full = fullAt[key] else { continue }
            fullAt[key] = full - key.refill > now ? full - key.refill : nil
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
