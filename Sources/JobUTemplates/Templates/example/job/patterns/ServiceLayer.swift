import JobU

/// Handler → service → database. The handler translates parameters and results and contains no SQL; the service contains the rules and
/// does not depend on JobU's executions, so it can be called and tested from anywhere.
struct ServiceLayer: JobHandler {
    static let name = "service_layer"

    struct Params: Codable, Sendable {
        /// The rows to add: name and amount.
        var amounts: [String: Int64]?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        try await SampleTable.prepare(.sqlite, in: context.databases)
        let service = SampleService(databases: context.databases)
        let balance = try await service.book(params.amounts ?? ["income": 100, "costs": -40])
        return .success("booked", data: ["balance": .int(balance)])
    }
}

/// The rules: all amounts are booked together, and the balance never falls below zero.
struct SampleService: Sendable {
    let databases: JobDatabases

    /// - Returns: the balance afterwards.
    /// - Throws: an error that is not retried if the balance would fall below zero; nothing is booked then.
    func book(_ amounts: [String: Int64]) async throws -> Int64 {
        try await databases.transaction("sqlite_2") { _ in
            for (name, amount) in amounts.sorted(by: { $0.key < $1.key }) { try await add(name, amount) }
            let balance = try await balance()
            guard balance >= 0 else { throw HandlerError.permanent("the balance would be \(balance)") }
            return balance
        }
    }

    // Called alone, these open their own transaction; called from above, they join the open one. No connection is passed around.
    func add(_ name: String, _ amount: Int64) async throws {
        try await databases.transaction("sqlite_2") { tx in
            try await tx.execute("INSERT INTO sample_data (name, amount, source) VALUES (\(name), \(amount), 'booking')")
        }
    }

    func balance() async throws -> Int64 {
        try await databases.transaction("sqlite_2") { tx in
            try await tx.fetchOne("SELECT coalesce(sum(amount), 0) AS balance FROM sample_data WHERE source = 'booking'")?.int64("balance")
                ?? 0
        }
    }
}
