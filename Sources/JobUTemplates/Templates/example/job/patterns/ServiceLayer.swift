import JobU

/// Handler → service → database. The handler translates parameters and results, and knows no SQL; the service knows the rules, and
/// nothing of JobU's runs, so that it can be called and tested from anywhere.
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
    /// - Throws: an error that is not retried when the balance would fall below zero; nothing is booked then.
    func book(_ amounts: [String: Int64]) async throws -> Int64 {
        try await databases.transaction("sqlite_2") { _ in
            for (name, amount) in amounts.sorted(by: { $0.key < $1.key }) { try await add(name, amount) }
            let balance = try await balance()
            guard balance >= 0 else { throw HandlerError.permanent("the balance would be \(balance)") }
            return balance
        }
    }

    // These open a transaction of their own when they are called alone, and join the one above when they are called from there: no
    // connection is handed around.
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
