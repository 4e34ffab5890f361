package import JobUHandler
import JobUModel

/// A statement whose text stands in worker.yaml.
package struct PinnedStatement: Sendable, Equatable {
    package let database: String
    private let statement: String
    private let isReadOnly: Bool
    private let isAtomic: Bool
    fileprivate let parameters: [String: NamedParameter]

    package init(database: String, statement: String, isReadOnly: Bool, isAtomic: Bool, parameters: [String: NamedParameter]) {
        self.database = database
        self.statement = statement
        self.isReadOnly = isReadOnly
        self.isAtomic = isAtomic
        self.parameters = parameters
    }

    fileprivate func params(_ values: [String: JSONValue]) -> SQLParams {
        SQLParams(database: database, statement: statement, params: values, readOnly: isReadOnly, atomic: isAtomic)
    }
}

/// Executes a statement that worker.yaml names. Whoever writes its parameters chooses the name and the values, and nothing else.
package struct NamedSQLHandler: JobHandler {
    package static let name = "sql_named"

    package typealias Params = NamedParams

    private let handler: SQLHandler
    private let statements: NamedList<PinnedStatement>

    /// - Parameter databases: those of all statements.
    package init(_ statements: [String: PinnedStatement], databases: [String], rowsMax: Int) {
        self.statements = NamedList(key: "worker.builtin.sql.named", entries: statements)
        handler = SQLHandler(databases: databases, rowsMax: rowsMax)
    }

    package func execute(_ params: NamedParams, context: JobContext) async throws -> HandlerResult {
        let statement = try statements.entry(params.name)
        try NamedList<PinnedStatement>.check(params, statement.parameters)
        return try await handler.execute(statement.params(params.params), context: context)
    }
}
