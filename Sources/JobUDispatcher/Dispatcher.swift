package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle
import Tracing

/// Dispatches crons: turns them into executions when they are due. Any number of dispatchers can share one store.
package struct Dispatcher: Service {
    private let store: any DispatchStore
    private let signals: ChangeSignals
    private let time: TimeSource
    private let configuration: DispatcherConfiguration
    private let metrics = DispatcherMetrics()
    private let reader: ScheduleReader
    private let logger: Logger

    /// - Parameter reading: reads schedules; tests plant a machine without time-zone data.
    package init(
        store: any DispatchStore, signals: ChangeSignals, time: TimeSource,
        configuration: DispatcherConfiguration = DispatcherConfiguration(), logger: Logger,
        reading: @escaping ScheduleReader.Reading = { try CronJobSchedule($0) }
    ) {
        var logger = logger
        logger[metadataKey: LogKeys.service] = "dispatcher"
        self.store = store
        self.signals = signals
        self.time = time
        self.configuration = configuration
        self.logger = logger
        reader = ScheduleReader(reading, logger: logger)
    }

    /// Returns on graceful shutdown and when the task is cancelled; a transaction that is open then is rolled back, and
    /// the next dispatch does its work.
    package func run() async throws {
        let listener = signals.listener(to: [.schedules])
        let loop = RetryLoop("Dispatch", time: time, logger: logger)
        let auditor = ScheduleAuditor(
            store: store, reader: reader, time: time, stopwatch: Stopwatch(time.clock), logger: logger)
        logger.notice("Dispatcher started")
        await cancelWhenGracefulShutdown {
            var audit = ScheduleAudit()
            await loop.run { _ in
                var sleep = try await dispatchAllDue()
                if await auditor.look(&audit) { sleep = try await dispatchAllDue() }
                _ = try await listener.wait(for: sleep, clock: time.clock)
            }
        }
        logger.notice("Dispatcher stopped")
    }

    /// Dispatches what is due until nothing is, or what is due has to wait for an execution to end.
    /// - Returns: how long nothing will be due.
    package func dispatchAllDue() async throws -> Duration {
        reader.retryLeft(now: time.wall.now())
        // A look takes no lock and sends no signal, so an idle dispatcher does only that.
        while let due = try await store.nextDueTime(now: time.wall.now(), except: reader.unreadable) {
            let now = time.wall.now()
            guard due <= now else { return min(due - now, configuration.sleepLimit) }
            let known = reader.unreadable
            let result = try await dispatch(now: now)
            for cron in result.refused { report(cron) }
            // What turned out to be unreadable, or was refused, is left out of the next look.
            if result.crons == 0, reader.unreadable != known || result.refused.contains(where: \.isRecorded) { continue }
            if result.crons == 0 { return configuration.heldPause }
            metrics.record(result, late: now - due)
            log(result)
        }
        return configuration.sleepLimit
    }

    /// The refusal of a cron is stored in its row; if even that fails, this process skips the cron for a while.
    private func report(_ cron: RefusedCronJob) {
        let isNew = cron.isRecorded ? !cron.isKnown : reader.leave(cron.id)
        guard isNew else { return }
        logger.error(
            "Dispatch of a cron failed; retrying every minute",
            metadata: [
                LogKeys.cronJobID: "\(cron.id)", LogKeys.cronJobName: "\(cron.name)", LogKeys.error: "\(cron.reason)",
            ])
    }

    private func dispatch(now: Timestamp) async throws -> DispatchResult {
        try await withSpan("dispatch") { span in
            let result = try await store.dispatchDue(now: now, limit: configuration.batchSize, except: reader.unreadable) {
                plan($0, now: now)
            }
            span.updateAttributes { attributes in
                attributes[TraceKeys.crons] = result.crons
                attributes[TraceKeys.created] = result.created
                attributes[TraceKeys.skipped] = result.skipped
            }
            return result
        }
    }

    /// Nil for a cron whose schedule this process cannot read: another dispatcher may, and the instant is not lost. A column that cannot be
    /// used is the same for every dispatcher.
    private func plan(_ due: DueCronJob, now: Timestamp) -> DispatchPlan? {
        do {
            return try DispatchPlanner.plan(due, now: now) { _ in try reader.schedule(of: due.cron) }
        } catch let problem as ColumnProblem {
            logger.error(
                "Invalid cron; it will not fire until its row is corrected",
                metadata: [
                    LogKeys.cronJobID: "\(due.cron.id)", LogKeys.cronJobName: "\(due.cron.definition.name)",
                    LogKeys.error: "\(problem)",
                ])
            return DispatchPlanner.planUnusable(due, because: problem)
        } catch {
            return nil  // The reader has logged it.
        }
    }

    private func log(_ result: DispatchResult) {
        logger.debug(
            "Dispatched crons",
            metadata: [
                LogKeys.count: "\(result.crons)", LogKeys.created: "\(result.created)", LogKeys.skipped: "\(result.skipped)",
            ])
    }
}
