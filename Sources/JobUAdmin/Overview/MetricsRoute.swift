import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import NIOCore

/// `/metrics`: what this process counted, and what the store says of the whole cluster, as Prometheus reads it.
struct MetricsRoute {
    let admin: AdminContext

    func add(to router: Router<some RequestContext>) {
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: admin.metrics() + (await cluster()))))
        }
    }

    /// A store that is away is a figure too: whoever watches shall see it.
    private func cluster() async -> String {
        do {
            return try await Self.text(storeFigures())
        } catch {
            return Self.text([Figure("jobu_store_up", 0)])
        }
    }

    private func storeFigures() async throws -> [Figure] {
        let counts = try await admin.store.countsByStatus()
        let workers = StatsReply.Workers(try await admin.liveWorkers())
        let waiting = try await admin.store.oldestWaitingRunTime()
        return [Figure("jobu_store_up", 1)]
            + ExecutionStatus.allCases.map { Figure("jobu_jobs", Double(counts[$0] ?? 0), labels: "status=\"\($0.rawValue)\"") }
            + [
                Figure("jobu_due", Double(try await admin.store.dueCount(now: admin.now))),
                Figure("jobu_oldest_due_seconds", waiting.map { max(0, (admin.now - $0).inSeconds) } ?? 0),
                Figure("jobu_workers_alive", Double(workers.alive)),
                Figure("jobu_workers_running", Double(workers.running)),
                Figure("jobu_workers_capacity", Double(workers.capacity)),
            ]
    }

    private struct Figure {
        var name: String
        var labels: String
        var value: Double

        init(_ name: String, _ value: Double, labels: String = "") {
            self.name = name
            self.labels = labels.isEmpty ? "" : "{\(labels)}"
            self.value = value
        }
    }

    private static func text(_ figures: [Figure]) -> String {
        var told: Set<String> = []
        return figures.map { figure in
            let type = told.insert(figure.name).inserted ? "# TYPE \(figure.name) gauge\n" : ""
            let value = Int64(exactly: figure.value).map(String.init) ?? "\(figure.value)"
            return "\(type)\(figure.name)\(figure.labels) \(value)\n"
        }.joined()
    }
}
