package import JobUModel

/// What is recorded of an execution when it fails for good; an operator may retry it before the alert is sent.
struct AlertFailure: Codable {
    var id: ExecutionID
    var fence: Int64
    var status: ExecutionStatus
    var attempt: Int
    var error: String?

    enum CodingKeys: String, CodingKey {
        case fence, status, attempt
        case id = "execution_id"
        case error = "error_message"
    }

    /// The fence tells the failure from the one after an operator's retry.
    var subject: String { "job:\(id):\(fence)" }

    /// - Parameter run: nil if it was deleted in between.
    func alert(at instant: Timestamp, of execution: LateExecution?) -> Alert {
        var job = execution?.data ?? [:]
        job["id"] = .int(id.rawValue)
        job["status"] = .string(status.rawValue)
        job["attempt"] = .int(Int64(attempt))
        job["error_message"] = error.map(JSONValue.string) ?? .null
        job["finished_at"] = .string(instant.description)
        return Alert(.failed, subject: subject, occurredAt: instant, scope: execution?.scope, data: ["job": .object(job)])
    }
}

/// What is recorded of a worker whose lease has expired; its row is deleted then.
struct AlertDeadWorker: Codable {
    var id: WorkerID
    var host: String
    var pid: Int64

    func alert(at instant: Timestamp) -> Alert {
        Alert(
            .deadWorker, subject: "worker:\(id)", occurredAt: instant,
            data: ["worker": .object(["id": .int(id.rawValue), "host": .string(host), "pid": .int(pid)])])
    }
}

extension LateExecution {
    package var scope: Alert.Scope {
        Alert.Scope(handler: execution.handlerName, queue: execution.queue, tags: tags)
    }

    /// The content of an alert about an execution: never its parameters or its result.
    package var data: [String: JSONValue] {
        [
            "id": .int(execution.id.rawValue), "cron_id": execution.cronJobID.map { .int($0.rawValue) } ?? .null,
            "cron_name": execution.cronName.map(JSONValue.string) ?? .null, "handler_name": .string(execution.handlerName),
            "queue": .string(execution.queue), "status": .string(execution.status.rawValue),
            "attempt": .int(Int64(execution.attempt)), "scheduled_time": .string(execution.scheduledTime.description),
            "run_at": .string(execution.runAt.description),
        ]
    }
}
