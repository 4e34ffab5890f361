package import JobUDatabase
package import JobUModel

extension CronJob {
    /// The columns of `cron_jobs`, read under the alias `c`.
    package static let columns: SQL = """
        c.id, c.name, c.description, c.cron_expression, c.time_zone, c.day_match, c.handler_name, c.handler_params, c.is_enabled,
        c.overlap_policy, c.misfire_policy, c.misfire_limit, c.misfire_grace_seconds, c.max_retry, c.retry_backoff,
        c.timeout_seconds, c.queue, c.priority, c.max_concurrency, c.start_at, c.end_at, c.pause_reason, c.tags,
        c.next_run_at, c.last_run_at, c.version, c.created_at, c.updated_at
        """

    package init(row: Row) throws {
        var definition = CronJobDefinition(
            name: try row.text("name"), cronExpression: try row.text("cron_expression"), handlerName: try row.text("handler_name"))
        definition.description = try row.text("description")
        definition.timeZone = try row.text("time_zone")
        definition.dayMatch = try row.text("day_match")
        definition.handlerParams = try row.text("handler_params")
        definition.isEnabled = try row.bool("is_enabled")
        definition.overlapPolicy = try row.word("overlap_policy")
        definition.misfirePolicy = try row.word("misfire_policy")
        definition.misfireLimit = try row.int("misfire_limit")
        definition.misfireGraceSeconds = try row.int("misfire_grace_seconds")
        definition.maxRetry = try row.int("max_retry")
        definition.retryBackoff = try row.retryBackoff()
        definition.timeoutSeconds = try row.int("timeout_seconds")
        definition.queue = try row.text("queue")
        definition.priority = try row.int("priority")
        definition.maxConcurrency = try row.int64IfPresent("max_concurrency").map(Int.init)
        definition.startAt = try row.timestampIfPresent("start_at")
        definition.endAt = try row.timestampIfPresent("end_at")
        definition.pauseReason = try row.textIfPresent("pause_reason")
        definition.tags = try JSONText.decode([String].self, from: row.text("tags"))
        self.init(
            id: CronJobID(rawValue: try row.int64("id")), definition: definition,
            nextRunAt: try row.timestampIfPresent("next_run_at"), lastRunAt: try row.timestampIfPresent("last_run_at"),
            version: try row.int64("version"), createdAt: try row.timestamp("created_at"), updatedAt: try row.timestamp("updated_at"))
    }
}

extension CronJobDefinition {
    /// Column and value of everything an owner writes; insert and update are both made from this one list.
    func assignments() throws -> [(column: SQL, value: SQL)] {
        [
            ("name", "\(name)"), ("description", "\(description)"), ("cron_expression", "\(cronExpression)"),
            ("time_zone", "\(timeZone)"), ("day_match", "\(dayMatch)"), ("handler_name", "\(handlerName)"),
            ("handler_params", "\(handlerParams)"), ("is_enabled", "\(isEnabled)"),
            ("overlap_policy", "\(overlapPolicy.rawValue)"), ("misfire_policy", "\(misfirePolicy.rawValue)"),
            ("misfire_limit", "\(misfireLimit)"), ("misfire_grace_seconds", "\(misfireGraceSeconds)"),
            ("max_retry", "\(maxRetry)"), ("retry_backoff", "\(try retryBackoff.sqlText)"),
            ("timeout_seconds", "\(timeoutSeconds)"), ("queue", "\(queue)"), ("priority", "\(priority)"),
            ("max_concurrency", "\(maxConcurrency)"), ("start_at", "\(startAt)"), ("end_at", "\(endAt)"),
            ("pause_reason", "\(pauseReason)"), ("tags", "\(try JSONText.encode(tags))"),
        ]
    }
}
