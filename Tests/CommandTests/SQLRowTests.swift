import Foundation
import JobUDatabase
import JobUModel
import JobUStore
import Subprocess
import Testing

/// What docs/scale.md promises to other languages.
@Suite("Rows that other programs insert", .timeLimit(.minutes(2)))
struct SQLRowTests {
    /// The statements of the block that is marked with the engine's name.
    private static func block(_ engine: StoreEngine) throws -> String {
        let page = try String(contentsOf: Documentation.root.appendingPathComponent("docs/scale.md"), encoding: .utf8)
        let after = try #require(page.components(separatedBy: "```sql \(engine.rawValue)\n").dropFirst().first)
        return try #require(after.components(separatedBy: "```").first)
    }

    @Test("the documented statements start a run without a poll, and insert it once while it waits", arguments: StoreEngine.present)
    func documented(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine, files: ["worker.yaml": "worker:\n  poll_interval_seconds: 3600\n"])
        let script = try Self.block(engine)
        try await insert(script, in: place)
        try await insert(script, in: place)
        let waiting = try await place.store.executions(ExecutionFilter(), page: Page())
        #expect(waiting.items.map(\.options.queue) == ["mail"])
        let status = try await place.running("run", "worker") { worker in
            _ = try await worker.line(containing: "Worker registered")
            _ = try await place.ended(try #require(waiting.items.first).id)
            // The worker has nothing to do now, and no reason to look.
            try await insert(script, in: place)
            let second = try #require(try await place.store.executions(ExecutionFilter(), page: Page()).items.first)
            let execution = try await place.ended(second.id)
            #expect(execution.id != waiting.items.first?.id)
            #expect(execution.status == .success)
            #expect(execution.result?.contains("from SQL") == true)
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("rows that make no sense fail with a message, and the worker lives on", arguments: StoreEngine.present)
    func nonsense(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine)
        let script = try Self.block(engine)
        let broken = ["[]", "nonsense", "", "\"text\"", #"{"sleep_seconds": "long"}"#]
        for params in broken {
            try await insert(
                script.replacing(#"{"message": "from SQL"}"#, with: params).replacing("statement-2026-11-24", with: "key " + params),
                in: place)
        }
        try await insert(script, in: place)
        let status = try await place.running("run", "worker") { worker in
            for execution in try await place.store.executions(ExecutionFilter(), page: Page()).items {
                let ended = try await place.ended(execution.id)
                let isGood = execution.handlerParams.contains("from SQL")
                #expect(ended.status == (isGood ? .success : .failed), "\(execution.handlerParams)")
                #expect(ended.errorMessage?.isEmpty == (isGood ? nil : false), "\(execution.handlerParams)")
            }
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
        #expect(try await place.store.executions(ExecutionFilter(), page: Page()).items.count == broken.count + 1)
    }

    private func insert(_ script: String, in place: Workplace) async throws {
        try await place.fixture.database.withConnection(.readWrite) { connection in
            for statement in script.components(separatedBy: ";\n") where !statement.allSatisfy(\.isWhitespace) {
                try await connection.executeScript(statement)
            }
        }
    }
}
