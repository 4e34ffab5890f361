import JobUDatabase
package import JobUHandler
import JobUModel
import JobUStore

extension JobClient {
    /// A client of an open store.
    package init(_ openStore: OpenStore) {
        let (store, publisher, wall) = (openStore.store, openStore.publisher, openStore.time.wall)
        /// Makes sure that the transaction is one of the store, and wakes workers after its commit.
        @Sendable func join(_ tx: Transaction) throws {
            guard tx.databaseName == store.databaseName else {
                throw EnqueueError(wrongDatabase: tx.databaseName, executionDatabase: store.databaseName)
            }
            try tx.onCommit(onceFor: "jobu.executions") {
                store.wake()
                do { try await publisher?.flush() } catch {
                    // The next call publishes what this one could not; until then workers find the execution when they poll.
                }
            }
        }
        self.init { request, tx in
            let now = wall.now()
            let execution = try NewExecution(request, now: now)
            guard let tx else {
                let result = try await store.enqueue(execution, now: now)
                try await publisher?.flush()
                return result
            }
            try join(tx)
            return try await store.enqueue(execution, in: tx, now: now)
        } storeAll: { requests, tx in
            let now = wall.now()
            let executions = try requests.map { try NewExecution($0, now: now) }
            guard let tx else {
                let count = try await store.enqueue(executions, now: now)
                try await publisher?.flush()
                return count
            }
            try join(tx)
            return try await store.enqueue(executions, in: tx, now: now)
        }
    }
}

extension NewExecution {
    /// - Throws: `EnqueueError` that names every field that is wrong.
    fileprivate init(_ request: JobRequest, now: Timestamp) throws {
        self.init(handlerName: request.handlerName, scheduledTime: request.runAt ?? now, trigger: .api)
        handlerParams = request.handlerParams
        options = request.options
        uniqueKey = request.uniqueKey
        let problems =
            HandlerCall.problems(name: handlerName, params: handlerParams) + [Self.uniqueKeyProblem(uniqueKey)].compactMap(\.self)
        guard problems.isEmpty, options.problems.isEmpty else {
            throw EnqueueError(request: problems, options: options.problems)
        }
    }
}
