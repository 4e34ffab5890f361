import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/workers`.
struct WorkerPage {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.get("workers") { request, _ in
            let frame = PageFrame(request, title: "workers")
            let now = admin.now
            let workers = try await admin.store.workers()
            var filter = ExecutionFilter()
            filter.statuses = [.running]
            let running = try await admin.store.executions(filter, page: Page(size: 100)).items
            return try renderer.page(
                "workers",
                [
                    "has_workers": !workers.isEmpty,
                    "workers": workers.map { worker in row(worker, running.filter { $0.workerID == worker.id }, frame.texts, now) },
                ], frame: frame)
        }
    }

    private func row(_ worker: WorkerRecord, _ executions: [Execution], _ texts: Texts, _ now: Timestamp) -> View {
        let registration = worker.registration
        let isAlive = worker.leaseExpiresAt > now
        return [
            "id": worker.id.description, "host": registration.host, "pid": String(registration.pid),
            "version": ([registration.version] + worker.problems.map { texts.filled("warning_column", $0) }).joined(separator: " · "),
            "alive": isAlive, "state": texts[isAlive ? "alive" : "lost"],
            "state_class": isAlive ? "s-success" : "s-failed", "capacity": String(registration.capacity),
            "running": String(worker.running),
            "runs": executions.map { ["id": $0.id.description, "name": $0.cronName ?? $0.handlerName] as View },
            "handlers": registration.handlers,
            "queues": registration.queues?.joined(separator: ", ") ?? texts["all_queues"],
            "heartbeat": Show.time(worker.heartbeatAt), "started": Show.time(worker.startedAt),
        ]
    }
}
