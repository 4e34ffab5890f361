import JobUModel
import JobUStore

/// The fields of a cron that a request sends, each read and checked for its type; the ranges are the editor's to check.
struct CronJobRequest: Sendable {
    /// Fields that a request may send.
    static let fields: Set<String> = [
        "name", "description", "cron_expression", "time_zone", "day_match", "handler_name", "handler_params", "is_enabled",
        "allow_overlap", "overlap_policy", "misfire_policy", "misfire_limit", "misfire_grace_seconds", "max_retry",
        "retry_backoff", "timeout_seconds", "queue", "priority", "max_concurrency", "start_at", "end_at", "pause_reason", "tags",
    ]

    private var changes: [@Sendable (inout CronJobDefinition) -> Void] = []
    /// Fields that could not be read.
    private var unreadable: [InputProblem] = []

    enum Kind: Sendable { case create, update }

    /// - Throws: when the parameters cannot be written as JSON text.
    init(_ body: JSONBody, for kind: Kind) throws {
        var reader = BodyReader(body, allowed: Self.fields)
        if kind == .create { reader.require("name", "cron_expression", "handler_name") }
        set(reader.string("name"), \.name)
        set(reader.isNull("description") ? "" : reader.string("description"), \.description)
        set(reader.string("cron_expression"), \.cronExpression)
        set(reader.string("time_zone"), \.timeZone)
        set(reader.string("day_match"), \.dayMatch)
        set(reader.string("handler_name"), \.handlerName)
        set(reader.isNull("handler_params") ? "{}" : try reader.objectText("handler_params"), \.handlerParams)
        readPolicies(&reader)
        set(reader.int("max_retry"), \.options.maxRetry)
        set(reader.int("timeout_seconds"), \.options.timeoutSeconds)
        set(reader.string("queue"), \.options.queue)
        set(reader.int("priority"), \.options.priority)
        setOptional("max_concurrency", \.maxConcurrency, &reader) { $0.int("max_concurrency") }
        setOptional("start_at", \.startAt, &reader) { $0.timestamp("start_at") }
        setOptional("end_at", \.endAt, &reader) { $0.timestamp("end_at") }
        set(reader.isNull("tags") ? [] : reader.strings("tags"), \.tags)
        readEnabled(&reader)
        unreadable = reader.problems
    }

    func apply(to definition: inout CronJobDefinition) {
        for change in changes { change(&definition) }
    }

    /// Refuses a request of which some fields could not be read, and tells at once what is wrong with the others.
    /// - Parameter base: what the fields that were not sent are.
    /// - Throws: `AdminError` 422 naming every field that is wrong.
    func check(over base: CronJobDefinition) throws {
        guard !unreadable.isEmpty else { return }
        var definition = base
        apply(to: &definition)
        let named = Set(unreadable.map { $0.field.prefix { $0 != "." } })
        // The editor knows the shortest interval; here every rule but that one is asked.
        let others = CronJobValidator(minIntervalSeconds: 1).problems(in: definition).filter { !named.contains($0.field[...]) }
        throw AdminError.invalid(unreadable + others.map(InputProblem.init))
    }

    private mutating func readPolicies(_ reader: inout BodyReader) {
        let overlap = reader.word("overlap_policy", as: OverlapPolicy.self)
        let allows = reader.bool("allow_overlap")
        switch (overlap, allows) {
        case (let overlap?, let allows?) where (overlap == .allow) != allows:
            reader.refuse("allow_overlap", "contradicts overlap_policy '\(overlap.rawValue)'; send only one of them")
        case (let overlap?, _): set(overlap, \.overlapPolicy)
        case (nil, true?): set(.allow, \.overlapPolicy)
        // A cron that queues or cancels does not allow overlap already: keep how.
        case (nil, false?): changes.append { if $0.overlapPolicy == .allow { $0.overlapPolicy = .skip } }
        case (nil, nil): break
        }
        set(reader.word("misfire_policy", as: MisfirePolicy.self), \.misfirePolicy)
        set(reader.int("misfire_limit"), \.misfireLimit)
        set(reader.int("misfire_grace_seconds"), \.misfireGraceSeconds)
        guard let sent = reader.object("retry_backoff") else { return }
        var backoff = BodyReader(JSONBody(sent), allowed: ["kind", "base_seconds", "max_seconds", "jitter"])
        set(backoff.word("kind", as: RetryBackoff.Kind.self), \.options.retryBackoff.kind)
        set(backoff.int("base_seconds"), \.options.retryBackoff.baseSeconds)
        set(backoff.int("max_seconds"), \.options.retryBackoff.maxSeconds)
        set(backoff.number("jitter"), \.options.retryBackoff.jitter)
        for problem in backoff.problems {
            reader.refuse("retry_backoff.\(problem.field)", problem.message, type: problem.type)
        }
    }

    private mutating func readEnabled(_ reader: inout BodyReader) {
        setOptional("pause_reason", \.pauseReason, &reader) { reader in
            let reason = reader.string("pause_reason")
            if let reason, reason.length > 500 { reader.refuse("pause_reason", "must have at most 500 characters") }
            return reason
        }
        set(reader.bool("is_enabled"), \.isEnabled)
        changes.append { if $0.isEnabled { $0.pauseReason = nil } }
    }

    private mutating func set<Value: Sendable>(
        _ value: Value?, _ field: any WritableKeyPath<CronJobDefinition, Value> & Sendable
    ) {
        if let value { changes.append { $0[keyPath: field] = value } }
    }

    /// A field that may be null: null clears it, absence leaves it.
    private mutating func setOptional<Value: Sendable>(
        _ name: String, _ field: any WritableKeyPath<CronJobDefinition, Value?> & Sendable, _ reader: inout BodyReader,
        _ read: (inout BodyReader) -> Value?
    ) {
        guard reader.has(name) else { return }
        let value = reader.isNull(name) ? nil : read(&reader)
        changes.append { $0[keyPath: field] = value }
    }
}
