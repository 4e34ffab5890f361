import JobUCron
package import JobUModel
import JobUStore

/// A cron as the API shows it.
package struct CronJobReply: Encodable, Sendable {
    private let cron: CronJob
    private let params: RawJSON
    private let warnings: [String]
    /// Why it does not fire as its schedule says, in English.
    private let scheduleProblem: String?

    package init(_ cron: CronJob, warnings: [String] = [], now: Timestamp) {
        self.cron = cron
        params = RawJSON(stored: cron.definition.handlerParams)
        self.warnings = warnings + cron.problems.map(\.description)
        scheduleProblem = ScheduleFault(of: cron, now: now)?.text(in: .english)
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, description, queue, priority, tags, version, warnings
        case cronExpression = "cron_expression"
        case timeZone = "time_zone"
        case dayMatch = "day_match"
        case handlerName = "handler_name"
        case handlerParams = "handler_params"
        case isEnabled = "is_enabled"
        case allowOverlap = "allow_overlap"
        case overlapPolicy = "overlap_policy"
        case misfirePolicy = "misfire_policy"
        case misfireLimit = "misfire_limit"
        case misfireGraceSeconds = "misfire_grace_seconds"
        case maxRetry = "max_retry"
        case retryBackoff = "retry_backoff"
        case timeoutSeconds = "timeout_seconds"
        case maxConcurrency = "max_concurrency"
        case startAt = "start_at"
        case endAt = "end_at"
        case pauseReason = "pause_reason"
        case nextRunAt = "next_run_at"
        case scheduleProblem = "schedule_problem"
        case lastRunAt = "last_run_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    package func encode(to encoder: any Encoder) throws {
        let definition = cron.definition
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(cron.id, forKey: .id)
        try container.encode(definition.name, forKey: .name)
        try container.encode(definition.description, forKey: .description)
        try container.encode(definition.cronExpression, forKey: .cronExpression)
        try container.encode(definition.timeZone, forKey: .timeZone)
        try container.encode(definition.dayMatch, forKey: .dayMatch)
        try container.encode(definition.handlerName, forKey: .handlerName)
        try container.encode(params, forKey: .handlerParams)
        try container.encode(definition.isEnabled, forKey: .isEnabled)
        try container.encode(definition.overlapPolicy == .allow, forKey: .allowOverlap)
        try container.encode(definition.overlapPolicy, forKey: .overlapPolicy)
        try container.encode(definition.misfirePolicy, forKey: .misfirePolicy)
        try container.encode(definition.misfireLimit, forKey: .misfireLimit)
        try container.encode(definition.misfireGraceSeconds, forKey: .misfireGraceSeconds)
        try container.encode(definition.options.maxRetry, forKey: .maxRetry)
        try container.encode(definition.options.retryBackoff, forKey: .retryBackoff)
        try container.encode(definition.options.timeoutSeconds, forKey: .timeoutSeconds)
        try container.encode(definition.options.queue, forKey: .queue)
        try container.encode(definition.options.priority, forKey: .priority)
        // Nulls are written: a program then sees that the field exists.
        try container.encode(definition.maxConcurrency, forKey: .maxConcurrency)
        try container.encode(definition.startAt, forKey: .startAt)
        try container.encode(definition.endAt, forKey: .endAt)
        try container.encode(definition.pauseReason, forKey: .pauseReason)
        try container.encode(definition.tags, forKey: .tags)
        try container.encode(cron.nextRunAt, forKey: .nextRunAt)
        try container.encode(scheduleProblem, forKey: .scheduleProblem)
        try container.encode(cron.lastRunAt, forKey: .lastRunAt)
        try container.encode(cron.version, forKey: .version)
        try container.encode(cron.createdAt, forKey: .createdAt)
        try container.encode(cron.updatedAt, forKey: .updatedAt)
        try container.encode(warnings, forKey: .warnings)
    }
}
