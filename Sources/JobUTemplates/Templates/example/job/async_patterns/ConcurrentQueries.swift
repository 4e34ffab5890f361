import JobU

/// Queries all databases concurrently: the job takes as long as the slowest query, not as long as all of them together.
struct ConcurrentQueries: JobHandler {
    static let name = "concurrent_queries"

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        let databases = context.databases
        // The group waits for all its tasks. If one throws, the others are cancelled and the job fails with that error.
        let totals = try await withThrowingTaskGroup(of: (String, SampleTotal).self) { group in
            for database in SampleDatabase.allCases {
                group.addTask {
                    try await SampleTable.prepare(database, in: databases)
                    let total = try await databases.transaction(database.name, readOnly: true) { try await SampleTotal.read(in: $0) }
                    return (database.name, total)
                }
            }
            return try await group.reduce(into: [String: JSONValue]()) { totals, answer in totals[answer.0] = answer.1.json }
        }
        return .success("queried", data: ["databases": .object(totals)])
    }
}
