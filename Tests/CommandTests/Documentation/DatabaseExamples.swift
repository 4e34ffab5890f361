import JobUDatabase

/// The code of docs/databases.md, which quotes it from here.
struct DatabaseExamples: Sendable {
    let databases: JobDatabases

    struct Sum: Decodable {
        var cents: Int64?
    }

    func settle(_ day: String) async throws -> Int {
        try await databases.transaction("orders") { tx in
            let sum = try await tx.fetchOne("SELECT SUM(cents) AS cents FROM orders WHERE day = \(day) AND settled = 0", as: Sum.self)
            guard let cents = sum?.cents else { return 0 }
            try await tx.execute("INSERT INTO settlements (day, cents) VALUES (\(day), \(cents))")
            return try await tx.execute("UPDATE orders SET settled = 1 WHERE day = \(day) AND settled = 0")
        }
    }

    struct Order: Decodable, Equatable {
        var id: Int64
        var customerName: String
        var cents: Int
        var note: String?
    }

    func openOrders(_ day: String) async throws -> [Order] {
        try await databases.transaction("orders", readOnly: true) { tx in
            try await tx.fetchAll(
                "SELECT id, customer_name, cents, note FROM orders WHERE day = \(day) AND settled = 0 ORDER BY id", as: Order.self)
        }
    }

    func orders(of customers: [String], since day: String?) async throws -> [Order] {
        var question: SQLQuery = "SELECT id, customer_name, cents, note FROM orders WHERE customer_name IN (\(SQLQuery.list(customers)))"
        if let day { question = question + " AND day >= \(day)" }
        return try await databases.transaction("orders", readOnly: true) { [question] tx in
            try await tx.fetchAll(question + " ORDER BY id", as: Order.self)
        }
    }

    func add(_ orders: [Order], on day: String) async throws {
        let rows = orders.map { [$0.id.sqlValue, day.sqlValue, $0.customerName.sqlValue, $0.cents.sqlValue, $0.note.sqlValue] }
        try await databases.transaction("orders") { tx in
            try await tx.executeBatch("INSERT INTO orders (id, day, customer_name, cents, note) VALUES (?, ?, ?, ?, ?)", rows)
        }
    }

    func export(to sink: @Sendable (String) async throws -> Void) async throws {
        try await databases.transaction("orders", readOnly: true) { tx in
            try await tx.withRows("SELECT id, cents FROM orders ORDER BY id", pieceSize: 1_000) { rows in
                for try await row in rows {
                    try await sink("\(try row.int64("id"));\(try row.int64("cents"))")
                }
            }
        }
    }

    struct Ledger: Sendable {
        let databases: JobDatabases

        func book(_ day: String, cents: Int64) async throws {
            try await databases.transaction("orders") { tx in
                try await tx.execute("INSERT INTO settlements (day, cents) VALUES (\(day), \(cents))")
            }
        }
    }

    func settleThroughService(_ day: String) async throws {
        let ledger = Ledger(databases: databases)
        try await databases.transaction("orders") { tx in
            try await tx.execute("UPDATE orders SET settled = 1 WHERE day = \(day)")
            try await ledger.book(day, cents: 0)
        }
    }

    func bookOnce(_ day: String) async throws -> Bool {
        try await databases.transaction("orders") { tx in
            do {
                try await tx.savepoint { tx in
                    _ = try await tx.execute("INSERT INTO settlements (day, cents) VALUES (\(day), 0)")
                }
                return true
            } catch let error as SQLError where error.code == .uniqueViolation {
                return false
            }
        }
    }

    func reserve(_ id: Int64) async throws {
        try await databases.transaction("orders", isolation: .serializable, retries: 3) { tx in
            let row = try await tx.fetchOne("SELECT COUNT(*) AS n FROM orders WHERE settled = 1")
            if try row?.int("n") ?? 0 < 100 {
                try await tx.execute("UPDATE orders SET settled = 1 WHERE id = \(id)")
            }
        }
    }

    func settleTogether(_ day: String, cents: Int64) async throws {
        try await databases.transaction(on: "orders", "ledger") { tx in
            try await tx["orders"].execute("UPDATE orders SET settled = 1 WHERE day = \(day)")
            try await tx["ledger"].execute("INSERT INTO entries (day, cents) VALUES (\(day), \(cents))")
        }
    }
}
