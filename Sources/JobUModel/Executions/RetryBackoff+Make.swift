extension RetryBackoff {
    /// The same wait before every retry.
    /// - Parameters:
    ///   - wait: at most a day. Stored in whole seconds, rounded up.
    ///   - jitter: the share of the wait that is random, 0 to 1.
    public static func fixed(_ wait: Duration, jitter: Double = 0) -> RetryBackoff {
        RetryBackoff(kind: .fixed, baseSeconds: wait.wholeSeconds, maxSeconds: max(3600, wait.wholeSeconds), jitter: jitter)
    }

    /// A wait that doubles with every retry.
    /// - Parameters:
    ///   - base: the wait before the first retry, at most a day. Stored in whole seconds, rounded up.
    ///   - max: the longest wait, at most a week.
    ///   - jitter: the share of the wait that is random, 0 to 1: it spreads the retries of executions that failed together.
    public static func exponential(_ base: Duration, max: Duration = .seconds(3600), jitter: Double = 0.2) -> RetryBackoff {
        RetryBackoff(kind: .exponential, baseSeconds: base.wholeSeconds, maxSeconds: max.wholeSeconds, jitter: jitter)
    }
}

extension Duration {
    /// Its seconds, of which a part counts as a whole one.
    var wholeSeconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) + (attoseconds > 0 && seconds < .max ? 1 : 0)
    }
}
