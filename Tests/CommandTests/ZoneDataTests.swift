import Foundation
import JobUModel
import JobUStore
import Subprocess
import Testing

/// Processes that see an empty folder where the time-zone data should be.
@Suite("A machine without time-zone data", .timeLimit(.minutes(2)), .enabled(if: geteuid() == 0, "only root can hide the data"))
struct ZoneDataTests {
    /// Hides the data from the process alone.
    private static let blind = [
        "unshare", "-m", "sh", "-c", #"mount -t tmpfs none /usr/share/zoneinfo && exec "$0" "$@""#,
    ]

    @Test("leaves crons of its zones to others, and its doctor, list and log say so", arguments: StoreEngine.present)
    func dispatcher(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine)
        var definition = CronJobDefinition(name: "seoul", cronExpression: "0 0 1 1 *", handlerName: "sample")
        definition.timeZone = "Asia/Seoul"
        let now = SystemWallClock().now()
        // Stored as due, and not due again while the test runs, however slow it is.
        let due = Timestamp(epochSeconds: now.epochSeconds - now.epochSeconds % 60)
        let cron = try await place.store.createCronJob(definition, nextRunAt: due, now: now - .seconds(600))

        let doctor = try await Tool.run(["doctor"], in: place.path, under: Self.blind)
        #expect(doctor.status == .exited(1))
        #expect(doctor.output.contains("FAIL cron seoul: this process cannot read the schedule"), "\(doctor)")
        #expect(doctor.output.contains("install the package tzdata"))
        let list = try await Tool.run(["cron", "list"], in: place.path, under: Self.blind)
        #expect(list.output.contains("broken"))

        let blind = try await RunningTool.with(["run", "dispatcher"], in: place.path, under: Self.blind) { tool in
            let line = try await tool.line(containing: "Schedule unreadable in this process")
            #expect(line.contains("Asia/Seoul"))
            #expect(try await place.store.cronJob(cron.id)?.nextRunAt == due)
            // Beside it one that can read the zone: the instant is dispatched, once.
            let sighted = try await place.running("run", "dispatcher") { other in
                let execution = try await place.execution(ExecutionID(rawValue: 1)) { _ in true }
                #expect(execution.scheduledTime == due)
                try other.send(.terminate)
            }
            #expect(sighted == .exited(0))
            try tool.send(.terminate)
        }
        #expect(blind == .exited(0))
        let all = try await place.store.executions(ExecutionFilter(), page: Page()).items
        #expect(all.map(\.status) == [.pending])
        #expect(try await place.store.cronJob(cron.id)?.nextRunAt != nil)
    }
}
