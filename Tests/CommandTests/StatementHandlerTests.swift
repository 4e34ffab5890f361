import Foundation
import JobUModel
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// The handler `sql` in the tool: docs/builtin-handlers.md, "The store is never offered".
@Suite("Statements beside the store", .serialized, .timeLimit(.minutes(2)))
struct StatementHandlerTests {
    private static let worker = """
        worker:
          database: jobu
          builtin:
            sql: {databases: [reports]}
        """

    private static func place(on engine: StoreEngine, _ reports: ReportsPlace) async throws -> Workplace {
        let place = try await Workplace(
            on: engine,
            files: [
                "worker.yaml": worker, "dispatcher.yaml": "dispatcher: {database: jobu}\n",
                "admin.yaml": "admin: {database: jobu, port: 0}\n",
            ])
        try await place.addReports(on: engine, reports)
        return place
    }

    @Test("a statement runs in the database that is named for it", arguments: StoreEngine.present)
    func beside(engine: StoreEngine) async throws {
        let place = try await Self.place(on: engine, .apart)
        let status = try await place.running("run", "worker", "dispatcher") { tool in
            _ = try await tool.line(containing: "registered")
            for (statement, count) in [("CREATE TABLE notes (id INT)", 0), ("INSERT INTO notes (id) VALUES (1), (2)", 2)] {
                let execution = try await place.ended(place.enqueue(#"{"statement": "\#(statement)"}"#, handler: "sql"))
                #expect(execution.result == #"{"action":"executed","data":{"row_count":\#(count)}}"#, "\(execution.errorMessage ?? "")")
            }
            let read = try await place.ended(
                place.enqueue(#"{"statement": "SELECT id FROM notes ORDER BY id", "read_only": true}"#, handler: "sql"))
            #expect(
                read.result == #"{"action":"fetched","data":{"is_truncated":false,"row_count":2,"rows":[{"id":1},{"id":2}]}}"#,
                "\(read.errorMessage ?? "")")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("another name of database.yaml that leads to the store is the store", arguments: StoreEngine.present)
    func otherName(engine: StoreEngine) async throws {
        let place = try await Self.place(on: engine, .store)
        let status = try await place.running("run", "worker") { tool in
            _ = try await tool.line(containing: "registered")
            let execution = try await place.ended(place.enqueue(#"{"statement": "SELECT 1"}"#, handler: "sql"))
            #expect(execution.status == .failed)
            #expect(
                execution.errorMessage?.contains("is never used for statements") == true,
                "\(execution.errorMessage ?? execution.result ?? "")")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("the store's own name is refused at the start")
    func ownName() async throws {
        let place = try await Workplace(files: ["worker.yaml": "worker: {database: jobu, builtin: {sql: {databases: [jobu]}}}\n"])
        let ended = try await place.jobu("run", "worker")
        #expect(ended.status == .exited(78))
        #expect(ended.errors.contains("never the store 'jobu'"))
    }

    @Test("two endless statements end with their time, and the worker ends when it is told to")
    func endless() async throws {
        let place = try await Self.place(on: .sqlite, .apart)
        let params =
            #"{"statement": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c", "read_only": true}"#
        let status = try await place.running("run", "worker") { tool in
            _ = try await tool.line(containing: "registered")
            let ids = [
                try await place.enqueue(params, handler: "sql", timeoutSeconds: 1),
                try await place.enqueue(params, handler: "sql", timeoutSeconds: 1),
            ]
            for id in ids { #expect(try await place.ended(id).status == .timeout) }
            let third = try await place.enqueue(params, handler: "sql", timeoutSeconds: 600)
            _ = try await place.execution(third) { $0.status == .running }
            #expect(try await place.jobu("job", "cancel", "\(third)").status == .exited(0))
            #expect(try await place.ended(third).status == .cancelled)
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }
}
