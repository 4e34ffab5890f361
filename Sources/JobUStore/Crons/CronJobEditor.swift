package import JobUModel

/// A change that was refused: every field that is wrong.
package struct ValidationError: Error, Sendable, Equatable, CustomStringConvertible {
    package var problems: [ValidationProblem]

    package init(_ problems: [ValidationProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "; ")
    }
}

/// Changes crons on behalf of a person or program: checks, computes when it is due next, stores.
/// API, pages and command line all go through here.
package struct CronJobEditor: Sendable {
    private let store: any CronJobStore & ExecutionStore
    private let validator: CronJobValidator
    private let wall: any WallClock

    package init(store: any CronJobStore & ExecutionStore, validator: CronJobValidator, wall: any WallClock) {
        self.store = store
        self.validator = validator
        self.wall = wall
    }

    /// - Throws: `ValidationError`, `JobStoreError.duplicateName`.
    package func create(_ definition: CronJobDefinition) async throws -> CronJob {
        let definition = definition.trimmed
        try check(definition)
        let now = wall.now()
        return try await store.createCronJob(definition, nextRunAt: definition.nextRunAt(after: now), now: now)
    }

    /// Changes a cron by `change`.
    /// - Parameter expectedVersion: refuse when the cron has another version by now; nil to change whatever is there.
    /// - Throws: `ValidationError`, `JobStoreError.duplicateName`, `.versionConflict`, `.notFound`.
    package func update(
        _ id: CronJobID, expectedVersion: Int64? = nil, _ change: @Sendable (inout CronJobDefinition) throws -> Void
    ) async throws -> CronJob {
        while true {
            guard let current = try await store.cronJob(id) else { throw JobStoreError.notFound }
            if let expectedVersion, expectedVersion != current.version {
                throw JobStoreError.versionConflict(current: current.version)
            }
            var definition = current.definition
            try change(&definition)
            definition = definition.trimmed
            try check(definition, over: current.definition)
            do {
                let now = wall.now()
                return try await store.updateCronJob(
                    id, version: current.version, definition, nextRunAt: nextRunAt(of: definition, was: current, now: now), now: now)
            } catch JobStoreError.versionConflict where expectedVersion == nil {
                continue  // Another change was quicker: apply this one to what is there now.
            }
        }
    }

    /// Enables or disables a cron; a reason is kept while it is disabled.
    /// - Throws: as `update`.
    package func setEnabled(_ id: CronJobID, _ isEnabled: Bool, reason: String? = nil) async throws -> CronJob {
        try await update(id) { definition in
            definition.isEnabled = isEnabled
            definition.pauseReason = isEnabled ? nil : reason
        }
    }

    /// Enqueues an execution of a cron now, whether it is enabled or not.
    /// - Parameters:
    ///   - params: parameters for this execution alone, a JSON object as text; nil for the cron's own.
    ///   - check: called with the cron that runs; what it throws refuses the execution.
    /// - Throws: `ValidationError`, `JobStoreError.notFound`, what `check` throws.
    package func runNow(
        _ id: CronJobID, params: String? = nil, trigger: ExecutionTrigger, check: (CronJob) async throws -> Void = { _ in }
    ) async throws -> Execution {
        guard let cron = try await store.cronJob(id) else { throw JobStoreError.notFound }
        try await check(cron)
        if let params, let problem = HandlerCall.paramsProblem(params) {
            throw ValidationError([ValidationProblem(field: "handler_params", message: problem)])
        }
        let now = wall.now()
        var instant = now
        while true {
            var execution = NewExecution(of: cron, at: instant, trigger: trigger)
            execution.runAt = now
            execution.handlerParams = params ?? execution.handlerParams
            guard case .created(let created) = try await store.enqueue(execution, now: now) else {
                // Two executions of the same microsecond would be one instant: take the next one.
                instant = instant + .microseconds(1)
                continue
            }
            guard let stored = try await store.execution(created) else { throw JobStoreError.notFound }
            return stored
        }
    }

    /// - Parameter old: what it replaces. A schedule that this process cannot read may stay as it is: it must be possible to disable
    ///   such a cron, or to rename it, on any machine.
    private func check(_ definition: CronJobDefinition, over old: CronJobDefinition? = nil) throws {
        var problems = validator.problems(in: definition)
        if let old, definition.hasSameSchedule(as: old), !Self.isReadable(definition) {
            problems.removeAll { $0.field == "cron_expression" || $0.field == "time_zone" }
        }
        if !problems.isEmpty { throw ValidationError(problems) }
    }

    private static func isReadable(_ definition: CronJobDefinition) -> Bool {
        do {
            _ = try CronJobSchedule(definition)
            return true
        } catch {
            return false  // The validator's problems say why.
        }
    }

    /// An edit that does not touch the schedule keeps an instant that is due but not yet dispatched.
    private func nextRunAt(of definition: CronJobDefinition, was current: CronJob, now: Timestamp) throws -> Timestamp? {
        guard definition.hasSameSchedule(as: current.definition) else { return try definition.nextRunAt(after: now) }
        if definition.isEnabled == current.definition.isEnabled { return current.nextRunAt }
        // A dispatcher that can read the schedule finds it without an instant, and gives it one.
        return Self.isReadable(definition) ? try definition.nextRunAt(after: now) : nil
    }
}

extension CronJobDefinition {
    /// Without blanks and line ends around the schedule and the zone, as they come with what is copied.
    fileprivate var trimmed: CronJobDefinition {
        var definition = self
        definition.cronExpression = cronExpression.trimmingBlanks
        definition.timeZone = timeZone.trimmingBlanks
        return definition
    }

    /// Whether both fire at the same instants while they are enabled.
    fileprivate func hasSameSchedule(as other: CronJobDefinition) -> Bool {
        cronExpression == other.cronExpression && timeZone == other.timeZone && dayMatch == other.dayMatch && startAt == other.startAt
            && endAt == other.endAt
    }
}

extension String {
    private static let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]

    fileprivate var trimmingBlanks: String {
        let scalars = unicodeScalars.drop { Self.blanks.contains($0) }
        guard let last = scalars.lastIndex(where: { !Self.blanks.contains($0) }) else { return "" }
        return String(scalars[...last])
    }
}
