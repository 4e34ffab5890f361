/// What happens to a due instant while an earlier execution of the same cron is unfinished.
public enum OverlapPolicy: String, Sendable, Codable, CaseIterable {
    /// Both run.
    case allow
    /// The new instant becomes SKIPPED.
    case skip
    /// The new instant waits until the earlier execution has ended.
    case queue
    /// The earlier executions are cancelled; the new instant starts when they have ended.
    case cancelRunning = "cancel_running"
}

/// What happens to instants that are late by more than the cron's grace, as after downtime.
public enum MisfirePolicy: String, Sendable, Codable, CaseIterable {
    /// One execution stands for all of them.
    case fireOnce = "fire_once"
    /// None of them runs.
    case skip
    /// The newest `misfire_limit` of them run.
    case catchUp = "catch_up"
}

/// Why an execution exists.
public enum ExecutionTrigger: String, Sendable, Codable, CaseIterable {
    case cron, manual, api, retry, backfill
}

/// How long a failed run waits before its next attempt.
public struct RetryBackoff: Sendable, Hashable, Codable {
    /// Constant, or doubling with every retry.
    public enum Kind: String, Sendable, Codable, CaseIterable { case fixed, exponential }

    /// How the wait grows.
    public var kind: Kind
    /// Wait before the first retry, seconds.
    public var baseSeconds: Int
    /// Longest wait, seconds.
    public var maxSeconds: Int
    /// Share of the wait that is random, 0 to 1: spreads the retries of executions that failed together.
    public var jitter: Double

    enum CodingKeys: String, CodingKey {
        case kind, jitter
        case baseSeconds = "base_seconds"
        case maxSeconds = "max_seconds"
    }

    /// A backoff; without arguments the default of a cron.
    public init(kind: Kind = .exponential, baseSeconds: Int = 10, maxSeconds: Int = 3600, jitter: Double = 0.2) {
        self.kind = kind
        self.baseSeconds = baseSeconds
        self.maxSeconds = maxSeconds
        self.jitter = jitter
    }

    /// The wait before retry number `retry` (1 for the first).
    /// - Parameter random: a number in 0..<1; the wait lies within `jitter` of itself below the full wait.
    package func delay(beforeRetry retry: Int, random: Double) -> Duration {
        let doublings = kind == .fixed ? 0 : min(max(retry, 1) - 1, 40)
        var seconds = min(Double(maxSeconds), Double(baseSeconds) * Double(UInt64(1) << UInt64(doublings)))
        seconds -= seconds * jitter * random
        // Rows edited by hand may hold any number; a wait of a century is for ever.
        guard !seconds.isNaN else { return .zero }
        return .microseconds(Int64(min(max(seconds, 0), 3_155_760_000) * 1_000_000))
    }
}
