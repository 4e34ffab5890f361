import Foundation
import JobUDatabase
package import JobUHandler
package import JobUModel

/// Executes one statement in a database that the worker's operator has named.
package struct SQLHandler: JobHandler {
    package static let name = "sql"
    /// Whoever writes its parameters says what is executed.
    package static let paramsAuthor = ParamsAuthor.admin

    package typealias Params = SQLParams

    /// Rows of an answer that are kept where nothing else is configured.
    package static let rowsMaxUsual = 100

    /// The databases that may be used.
    private let databases: [String]
    /// Rows of an answer that are kept.
    private let rowsMax: Int

    package init(databases: [String], rowsMax: Int) {
        self.databases = databases
        self.rowsMax = rowsMax
    }

    package func execute(_ params: SQLParams, context: JobContext) async throws -> HandlerResult {
        let name = try database(params.database)
        let databases = context.databases.forStatements
        let (statement, values) = try statement(params, try databases.database(name).syntax, context)
        let rowsMax = rowsMax
        let run = { @Sendable (tx: Transaction) async throws in try await StatementRunner(statement, values, rowsMax: rowsMax).run(in: tx) }
        do {
            try await context.databases.refuseStore(name)
            if params.atomic {
                return try await context.transaction(on: [TransactionParticipant(name)], of: databases) { tx in try await run(tx[name]) }
            }
            return try await databases.transaction(name, readOnly: params.readOnly, run)
        } catch {
            throw Self.explained(error)
        }
    }

    private func database(_ name: String?) throws -> String {
        if let name, databases.contains(name) { return name }
        let known = databases.joined(separator: ", ")
        guard let name else {
            if databases.count == 1 { return databases[0] }
            throw HandlerError.permanent("invalid handler_params: 'database' is missing; allowed: \(known)")
        }
        throw HandlerError.permanent("the database '\(name)' is not in worker.builtin.sql.databases of worker.yaml; allowed: \(known)")
    }

    private func statement(
        _ params: SQLParams, _ syntax: StatementSyntax, _ context: JobContext
    ) throws -> (NamedStatement, [String: SQLValue]) {
        do {
            let statement = try NamedStatement(params.statement, syntax)
            return (statement, try ParameterValues.values(of: statement, given: params.params, context))
        } catch let error as StatementError {
            throw HandlerError.permanent("\(error)")
        }
    }

    /// Whether another attempt may end differently depends on what went wrong.
    static func explained(_ error: any Error) -> any Error {
        if let error = error as? AtomicTransactionError, error.code == .refused { return HandlerError.permanent("\(error)") }
        guard let database = error as? SQLError else { return error }
        switch database.code {
        case .uniqueViolation, .foreignKeyViolation, .constraintViolation, .readOnlyTransaction, .permission, .syntax, .decoding, .schema:
            return HandlerError.permanent("\(database)")
        default: return error
        }
    }
}
