import JobUModel
import JobUStore
import Subprocess
import Testing

/// A program of an author's own: `Tests/LinkageProbe`, with one import and one handler.
@Suite("Programs with handlers of their own", .timeLimit(.minutes(2)))
struct AppTests {
    private static let app = "LinkageProbe"

    private func run(_ arguments: String..., in place: Workplace) async throws -> Tool.Ended {
        try await Tool.run(arguments, in: place.path, program: Self.app)
    }

    @Test("without a word it runs everything, and a cron of its handler works")
    func everything() async throws {
        let place = try await Workplace()
        let status = try await RunningTool.with([], in: place.path, program: Self.app) { app in
            _ = try await app.line(containing: "is ready")
            let made = try await run(
                "cron", "create", "인사", "--cron", "0 0 1 1 *", "--handler", "say_hello", "--params", #"{"to":"세상"}"#, in: place)
            #expect(made.status == .exited(0), "\(made.errors)")
            #expect(made.errors.isEmpty)
            _ = try await run("cron", "run", "인사", in: place)
            let asked = try #require(try await place.store.executions(ExecutionFilter(), page: Page()).items.first)
            let execution = try await place.ended(asked.id)
            #expect(execution.result == #"{"action":"greeted","data":{"to":"세상"}}"#)
            try app.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test(
        "a role is a command; what follows it may be its options",
        arguments: [["worker"], ["worker", "--config", "config"], ["run", "worker"]])
    func role(arguments: [String]) async throws {
        let place = try await Workplace()
        let status = try await RunningTool.with(arguments, in: place.path, program: Self.app) { app in
            _ = try await app.line(containing: "Worker registered")
            try app.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("the other commands stay what they are, under the program's own name")
    func commands() async throws {
        let place = try await Workplace()
        let workers = try await run("worker", "list", in: place)
        #expect(workers.output.contains("No workers."))
        let help = try await run("--help", in: place)
        #expect(help.output.contains("USAGE: LinkageProbe <subcommand>"))
        #expect(try await run("corn", in: place).status == .exited(64))
    }

    @Test("a database of a kind that is not built in is refused, with what to do")
    func missingEngine() async throws {
        let place = try await Workplace(
            files: ["database.yaml": "databases:\n  jobu: {type: sqlite}\n  orders: {type: postgresql}\n"])
        let ended = try await run("doctor", in: place)
        #expect(ended.output.contains("add the product JobUPostgres to Package.swift, import it and list .postgresql in 'engines'"))
        let started = try await run("worker", in: place)
        #expect(started.status == .exited(78))
    }

    @Test("a program with SQLite alone links no client of another database; the stock tool links both")
    func linkage() async throws {
        func libraries(_ path: String) async throws -> String {
            try await Subprocess.run(.name("ldd"), arguments: [path], output: .string(limit: 100_000)).standardOutput
        }
        let (app, tool) = (try await libraries(Tool.path(of: Self.app)), try await libraries(Tool.path))
        for library in ["libpq.", "libmariadb."] {
            #expect(!app.contains(library))
            #expect(tool.contains(library))
        }
    }
}
