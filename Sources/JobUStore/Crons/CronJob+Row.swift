package import JobUDatabase
package import JobUModel

extension CronJob {
    /// The columns of `cron_jobs`, read under the alias `c`.
    package static let columns: SQLQuery = """
        c.id, c.name, c.description, c.cron_expression, c.time_zone, c.day_match, c.handler_name, c.handler_params, c.is_enabled,
        c.overlap_policy, c.misfire_policy, c.misfire_limit, c.misfire_grace_seconds, c.max_retry, c.retry_backoff,
        c.timeout_seconds, c.queue, c.priority, c.max_concurrency, c.start_at, c.end_at, c.pause_reason, c.tags,
        c.next_run_at, c.last_run_at, c.refusal, c.version, c.created_at, c.updated_at
        """

    /// Never fails for what the row holds: `problems` says what is wrong with it.
    package init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        var definition = CronJobDefinition(
            name: try reader.text("name"), cronExpression: try reader.text("cron_expression"), handlerName: try reader.text("handler_name"))
        definition.description = try reader.text("description")
        definition.timeZone = try reader.text("time_zone")
        definition.dayMatch = try reader.text("day_match")
        definition.handlerParams = try reader.text("handler_params")
        definition.isEnabled = try reader.bool("is_enabled")
        definition.overlapPolicy = try reader.word("overlap_policy", or: definition.overlapPolicy)
        definition.misfirePolicy = try reader.word("misfire_policy", or: definition.misfirePolicy)
        definition.misfireLimit = try reader.int("misfire_limit", .count)
        definition.misfireGraceSeconds = try reader.int("misfire_grace_seconds", .count)
        definition.options = try reader.options()
        definition.maxConcurrency = try reader.intIfPresent("max_concurrency", .limit)
        definition.startAt = try row.timestampIfPresent("start_at")
        definition.endAt = try row.timestampIfPresent("end_at")
        definition.pauseReason = try reader.textIfPresent("pause_reason")
        definition.tags = try reader.tags("tags")
        self.init(
            id: CronJobID(rawValue: try row.int64("id")), definition: definition,
            nextRunAt: try row.timestampIfPresent("next_run_at"), lastRunAt: try row.timestampIfPresent("last_run_at"),
            version: try reader.int64("version", .fence), createdAt: try row.timestamp("created_at"),
            updatedAt: try row.timestamp("updated_at"))
        refusal = try reader.textIfPresent("refusal")
        problems = reader.problems
    }
}

extension CronJobDefinition {
    /// Column and value of everything an owner writes; insert and update are both made from this one list.
    func assignments() throws -> [(column: SQLQuery, value: SQLQuery)] {
        [
            ("name", "\(name)"), ("description", "\(description)"), ("cron_expression", "\(cronExpression)"),
            ("time_zone", "\(timeZone)"), ("day_match", "\(dayMatch)"), ("handler_name", "\(handlerName)"),
            ("handler_params", "\(handlerParams)"), ("is_enabled", "\(isEnabled)"),
            ("overlap_policy", "\(overlapPolicy.rawValue)"), ("misfire_policy", "\(misfirePolicy.rawValue)"),
            ("misfire_limit", "\(misfireLimit)"), ("misfire_grace_seconds", "\(misfireGraceSeconds)"),
            ("max_retry", "\(options.maxRetry)"), ("retry_backoff", "\(try options.retryBackoff.sqlText)"),
            ("timeout_seconds", "\(options.timeoutSeconds)"), ("queue", "\(options.queue)"), ("priority", "\(options.priority)"),
            ("max_concurrency", "\(maxConcurrency)"), ("start_at", "\(startAt)"), ("end_at", "\(endAt)"),
            ("pause_reason", "\(pauseReason)"), ("tags", "\(try JSONText.encode(tags))"),
        ]
    }
}
