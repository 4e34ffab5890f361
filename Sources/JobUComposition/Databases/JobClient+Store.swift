import JobUDatabase
package import JobUHandler
import JobUModel
import JobUStore

extension JobClient {
    /// A client of an open store.
    package init(_ openStore: OpenStore) {
        let (store, publisher, wall) = (openStore.store, openStore.publisher, openStore.time.wall)
        @Sendable func check(_ tx: Transaction) throws {
            guard tx.databaseName == store.databaseName else {
                throw HandlerError.permanent(
                    "jobs are stored in database '\(store.databaseName)', but the transaction is on '\(tx.databaseName)'")
            }
        }
        self.init { request, tx in
            let now = wall.now()
            let execution = try NewExecution(request, now: now)
            let result: EnqueueResult
            if let tx {
                try check(tx)
                result = try await store.enqueue(execution, in: tx, now: now)
            } else {
                result = try await store.enqueue(execution, now: now)
            }
            switch result {
            case .created(let id), .alreadyExists(let id): return id
            }
        } storeAll: { requests, tx in
            let now = wall.now()
            let executions = try requests.map { try NewExecution($0, now: now) }
            guard let tx else { return try await store.enqueue(executions, now: now) }
            try check(tx)
            return try await store.enqueue(executions, in: tx, now: now)
        } notify: {
            store.wake()
            try await publisher?.flush()
        }
    }
}

extension NewExecution {
    /// - Throws: `HandlerError` that names the first field that is wrong.
    fileprivate init(_ request: JobRequest, now: Timestamp) throws {
        // The rules for a cron's fields hold for a single execution.
        var definition = CronJobDefinition(name: "run", cronExpression: "* * * * *", handlerName: request.handlerName)
        definition.handlerParams = request.handlerParams
        definition.queue = request.queue
        definition.priority = request.priority
        definition.maxRetry = request.maxRetry
        definition.retryBackoff = request.retryBackoff
        definition.timeoutSeconds = request.timeoutSeconds
        if let problem = CronJobValidator(minIntervalSeconds: 1).problems(in: definition).first {
            throw HandlerError.permanent("\(problem.field) \(problem.message)")
        }
        if let key = request.uniqueKey, key.isBlank || key.length > 200 {
            throw HandlerError.permanent("unique_key must have 1 to 200 characters")
        }
        self.init(handlerName: request.handlerName, scheduledTime: request.runAt ?? now, trigger: .api)
        handlerParams = request.handlerParams
        queue = request.queue
        priority = request.priority
        maxRetry = request.maxRetry
        retryBackoff = request.retryBackoff
        timeoutSeconds = request.timeoutSeconds
        uniqueKey = request.uniqueKey
    }
}
