import JobUModel
import JobUStore

/// A run that a request asks for, outside any cron.
struct ExecutionRequest: Sendable {
    private var definition = CronJobDefinition(name: "ad-hoc run", cronExpression: "* * * * *", handlerName: "")
    private var runAt: Timestamp?
    private(set) var uniqueKey: String?

    /// - Parameter idempotencyKey: the header of that name; it is a unique key in other clothes.
    /// - Throws: `AdminError` 422 naming every field that is wrong.
    init(_ body: [String: JSONValue], idempotencyKey: String?) throws {
        var reader = BodyReader(
            body,
            allowed: [
                "handler_name", "handler_params", "run_at", "queue", "priority", "max_retry", "timeout_seconds", "unique_key",
            ])
        reader.require("handler_name")
        definition.handlerName = reader.string("handler_name") ?? "unusable"
        if let params = reader.isNull("handler_params") ? nil : reader.object("handler_params") {
            definition.handlerParams = try JSONText.encode(JSONValue.object(params))
        }
        runAt = reader.isNull("run_at") ? nil : reader.timestamp("run_at")
        definition.queue = reader.string("queue") ?? definition.queue
        definition.priority = reader.int("priority") ?? definition.priority
        definition.maxRetry = reader.int("max_retry") ?? definition.maxRetry
        definition.timeoutSeconds = reader.int("timeout_seconds") ?? definition.timeoutSeconds
        uniqueKey = reader.isNull("unique_key") ? nil : reader.string("unique_key")
        if let key = uniqueKey, let idempotencyKey, key != idempotencyKey {
            reader.refuse("unique_key", "differs from the Idempotency-Key header")
        }
        uniqueKey = uniqueKey ?? idempotencyKey
        if let key = uniqueKey, key.isBlank || key.count > 200 { reader.refuse("unique_key", "must have 1 to 200 characters") }
        // The rules for a cron's fields hold for a single run too.
        for problem in CronJobValidator(minIntervalSeconds: 1).problems(in: definition)
        where !reader.problems.contains(where: { $0.field == problem.field }) {
            reader.refuse(problem.field, problem.message)
        }
        try reader.finish()
    }

    func execution(now: Timestamp) -> NewExecution {
        var execution = NewExecution(handlerName: definition.handlerName, scheduledTime: runAt ?? now, trigger: .api)
        execution.handlerParams = definition.handlerParams
        execution.queue = definition.queue
        execution.priority = definition.priority
        execution.maxRetry = definition.maxRetry
        execution.timeoutSeconds = definition.timeoutSeconds
        execution.uniqueKey = uniqueKey
        return execution
    }

    var handlerName: String { definition.handlerName }
}
