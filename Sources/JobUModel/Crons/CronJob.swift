/// A row of `cron_jobs`: what runs when.
package struct CronJob: Sendable, Equatable {
    package var id: CronJobID
    package var definition: CronJobDefinition
    /// When the dispatcher looks at it next; null while it is disabled or has no future instant.
    package var nextRunAt: Timestamp?
    package var lastRunAt: Timestamp?
    /// Grows with every edit; the `ETag` of the API.
    package var version: Int64
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// What the database said when it last refused the executions it was due for; nil since it was dispatched or edited.
    package var refusal: String?
    /// What could not be read, and stands above as something that can.
    package var problems: [ColumnProblem] = []

    /// What keeps it from being dispatched; nil where all that could not be read is beside the point.
    package var unusable: ColumnProblem? {
        problems.first { !["description", "tags", "pause_reason", "refusal", "version"].contains($0.column) }
    }

    package init(
        id: CronJobID, definition: CronJobDefinition, nextRunAt: Timestamp?, lastRunAt: Timestamp?,
        version: Int64, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.definition = definition
        self.nextRunAt = nextRunAt
        self.lastRunAt = lastRunAt
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// The part of a cron that its owner writes. Check it with `CronJobValidator` before it is stored.
package struct CronJobDefinition: Sendable, Equatable {
    /// Unique, 1 to 100 characters.
    package var name: String
    /// At most 500 characters.
    package var description = ""
    package var cronExpression: String
    /// IANA name.
    package var timeZone = "UTC"
    /// vixie, or, and: how the two day fields combine.
    package var dayMatch = "vixie"
    package var handlerName: String
    /// A JSON object as text.
    package var handlerParams = "{}"
    package var isEnabled = true
    package var overlapPolicy = OverlapPolicy.allow
    package var misfirePolicy = MisfirePolicy.fireOnce
    /// How many late instants `catch_up` runs.
    package var misfireLimit = 100
    /// Lateness up to this is no misfire.
    package var misfireGraceSeconds = 60
    /// What its executions get.
    package var options = ExecutionOptions()
    /// Executions of this cron at the same time in the whole cluster; null for no limit.
    package var maxConcurrency: Int?
    package var startAt: Timestamp?
    package var endAt: Timestamp?
    package var pauseReason: String?
    package var tags: [String] = []

    package init(name: String, cronExpression: String, handlerName: String) {
        self.name = name
        self.cronExpression = cronExpression
        self.handlerName = handlerName
    }

    /// The limit that claiming enforces: forbidding overlap is a limit of one.
    package var concurrencyLimit: Int? {
        overlapPolicy == .allow ? maxConcurrency : 1
    }
}
