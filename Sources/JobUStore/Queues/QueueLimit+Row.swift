package import JobUDatabase
package import JobUModel

extension QueueLimit {
    package static let columns: SQLQuery = """
        name, max_concurrency, rate_limit, rate_period_seconds, paused_at, pause_reason, tokens, tokens_at
        """

    package init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            name: try reader.text("name"), maxConcurrency: try reader.intIfPresent("max_concurrency", .limit),
            rateLimit: try reader.intIfPresent("rate_limit", .limit), ratePeriodSeconds: try reader.int("rate_period_seconds", .limit))
        pausedAt = try row.timestampIfPresent("paused_at")
        pauseReason = try reader.textIfPresent("pause_reason")
        // No number at all, or one below or above what the bucket holds, is its nearest end.
        let stored = try row.doubleIfPresent("tokens") ?? 0
        tokens = stored.isNaN ? 0 : min(max(stored, 0), Double(rateLimit ?? 0))
        tokensAt = try row.timestampIfPresent("tokens_at")
    }
}
