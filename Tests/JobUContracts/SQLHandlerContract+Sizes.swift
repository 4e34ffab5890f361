import JobUConformance
import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import TestSupport
import Testing

extension SQLHandlerContract {
    /// How much of an answer comes into memory. For engines that are servers; the embedded one has limits of its own.
    package static let sizes: [DriverCase] = [
        DriverCase("a row that is too large is refused while it comes, and the worker goes on") { fixture in
            let row = "SELECT " + (1...6).map { "REPEAT('x', 12000000) AS c\($0)" }.joined(separator: ", ")
            for isReadOnly in [false, true] {
                let error = await refusal(fixture, row, params: ["read_only": .bool(isReadOnly)])
                #expect(
                    error?.message.contains("the answer is larger than the 16 MiB that a statement can read at once") == true,
                    "\(error?.message ?? "")")
                #expect(error?.isRetryable == false)
                let next = try await run(fixture, "SELECT 1 AS n")
                #expect(
                    next.choice
                        == .success(action: "fetched", data: ["rows": [["n": 1]], "row_count": 1, "is_truncated": false]))
            }
        },
        DriverCase("many rows that are too large together are cut, one by one") { fixture in
            let rows = (1...40).map { "SELECT \($0) AS n, REPEAT('x', 1000000) AS body" }.joined(separator: " UNION ALL ")
            let result = try await run(fixture, rows)
            #expect(result.choice == .success(action: "fetched", data: ["rows": [], "row_count": 0, "is_truncated": true]))
        },
        DriverCase("what is shown of many changed rows is refused when it is too much at once") { fixture in
            try await fixture.database.withConnection(.readWrite) {
                try await $0.executeScript("CREATE TABLE large (id INT NOT NULL PRIMARY KEY, body VARCHAR(100))")
            }
            let rows = (1...40).map { "(\($0), 'x')" }.joined(separator: ", ")
            let error = await refusal(fixture, "INSERT INTO large (id, body) VALUES \(rows) RETURNING id, REPEAT(body, 1000000) AS body")
            // MySQL knows no RETURNING.
            #expect(
                error?.message.contains("the answer is larger than the 16 MiB") == true || error?.message.contains("syntax") == true,
                "\(error?.message ?? "")")
            #expect(error?.isRetryable == false)
            let left = try await fixture.database.transaction { try await $0.fetchAll("SELECT id FROM large") }
            #expect(left.isEmpty)
        },
        DriverCase("a row of some megabytes is read, and cut in the result alone") { fixture in
            let result = try await run(fixture, "SELECT REPEAT('x', 10000000) AS body")
            #expect(result.choice == .success(action: "fetched", data: ["rows": [], "row_count": 0, "is_truncated": true]))
        },
    ]
}
