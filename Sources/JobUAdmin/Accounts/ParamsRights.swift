import HTTPTypes
import JobUModel
import JobUStore

extension AdminContext {
    /// Makes sure that the visitor may write the parameters of a handler's job.
    /// - Throws: `AdminError` 403 for an operator where the parameters are an admin's, or where nobody has said yet whose they are.
    func demandParams(of handler: String) async throws {
        try AuthorizationMiddleware.demand(.operator)
        guard !Principal.current.may(.admin) else { return }
        guard let author = try await paramsAuthor(of: handler) else { throw AdminError.paramsUnknown(handler) }
        guard author == .operator else { throw AdminError.paramsOfAdmin(handler) }
    }

    /// Whether the visitor may, for pages that show it.
    func mayWriteParams(of handler: String) async throws -> Bool {
        if Principal.current.may(.admin) { return true }
        guard Principal.current.may(.operator) else { return false }
        return try await paramsAuthor(of: handler) == .operator
    }

    /// The strictest of what this program declares and what workers have declared; nil for a handler that nobody knows.
    private func paramsAuthor(of handler: String) async throws -> ParamsAuthor? {
        let own = configuration.paramsAuthors[handler]
        let registered = try await store.paramsAuthor(of: handler)
        return [own, registered].contains(.admin) ? .admin : own ?? registered
    }
}

extension AdminError {
    static func paramsOfAdmin(_ handler: String) -> AdminError {
        AdminError(
            status: .forbidden, code: "params_of_admin",
            message: "only an admin can write parameters for the handler '\(handler)'; run one of its crons unchanged, or ask an admin")
    }

    static func paramsUnknown(_ handler: String) -> AdminError {
        AdminError(
            status: .forbidden, code: "params_of_admin",
            message: "no worker has registered the handler '\(handler)' yet, so only an admin can write its parameters")
    }
}
