import JobUModel

/// What a run that waits is waiting for: the first of the things that claiming asks for and does not find.
enum WaitingReason {
    static func text(_ run: JobExecution, _ facts: InstantFacts) -> String {
        "it waits (job \(run.id)): \(reason(run, facts))"
    }

    private static func reason(_ run: JobExecution, _ facts: InstantFacts) -> String {
        if run.runAt > facts.now {
            let what = run.status == .retry ? "for retry \(run.retryCount) of \(run.maxRetry), " : ""
            return "\(what)until \(run.runAt)" + (run.errorMessage.map { "; \($0)" } ?? "")
        }
        if let limit = facts.queueLimit, limit.pausedAt != nil {
            return "queue '\(run.queue)' is paused" + (limit.pauseReason.map { ": \($0)" } ?? "")
        }
        return workerReason(run, facts) ?? limitReason(run, facts) ?? "nothing is in its way; a worker should take it at any moment"
    }

    private static func workerReason(_ run: JobExecution, _ facts: InstantFacts) -> String? {
        guard !facts.workers.isEmpty else { return "no worker is alive (jobu run worker)" }
        let knowing = facts.workers.filter { $0.registration.handlers.contains(run.handlerName) }
        guard !knowing.isEmpty else { return "no live worker knows the handler '\(run.handlerName)'" }
        let serving = knowing.filter { $0.registration.queues?.contains(run.queue) ?? true }
        guard !serving.isEmpty else { return "no live worker that knows '\(run.handlerName)' serves the queue '\(run.queue)'" }
        guard serving.contains(where: { $0.running < $0.registration.capacity }) else {
            let (running, capacity) = (serving.reduce(0) { $0 + $1.running }, serving.reduce(0) { $0 + $1.registration.capacity })
            return "all workers for it are full: \(running) of \(capacity)"
        }
        return nil
    }

    private static func limitReason(_ run: JobExecution, _ facts: InstantFacts) -> String? {
        if let limit = run.maxConcurrency, facts.runningOfCron >= limit {
            return "\(facts.runningOfCron) runs of the cron are at work, and max_concurrency is \(limit)"
        }
        guard let limit = facts.queueLimit else { return nil }
        if let most = limit.maxConcurrency, facts.runningInQueue >= most {
            return "\(facts.runningInQueue) runs of queue '\(run.queue)' are at work, and its limit is \(most)"
        }
        guard limit.room(running: facts.runningInQueue, now: facts.now) == 0, let rate = limit.rateLimit else { return nil }
        return "queue '\(run.queue)' may begin \(rate) runs in \(limit.ratePeriodSeconds) s, and has"
    }

    static func seconds(_ seconds: Double) -> String {
        seconds < 120 ? "\(Int(seconds.rounded())) s" : seconds < 7_200 ? "\(Int(seconds / 60)) min" : "\(Int(seconds / 3_600)) h"
    }
}
