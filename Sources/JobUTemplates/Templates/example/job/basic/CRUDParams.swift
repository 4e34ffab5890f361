import JobU

/// The parameters of the three CRUD samples.
struct CRUDParams: Codable, Sendable {
    enum Action: String, Codable, Sendable { case create, read, update, delete }

    /// Default: `create`.
    var action: Action?
    /// The row to update or delete.
    var id: Int64?
    var name: String?
    var amount: Int64?
    /// The number of newest rows in the result, 1 to 100; default 5.
    var limit: Int?

    /// - Throws: an error that is not retried if the parameters are invalid.
    func check() throws {
        guard (1...100).contains(limit ?? 5) else {
            throw HandlerError.permanent("limit must be 1 to 100, not \(limit ?? 5)")
        }
        guard (name ?? "x").count <= 100, name != "" else {
            throw HandlerError.permanent("name must have 1 to 100 characters")
        }
        if id == nil, action == .update || action == .delete {
            throw HandlerError.permanent("\(action?.rawValue ?? "") needs an id")
        }
    }

    /// Checks that the row with that id exists.
    /// - Throws: an error that is not retried.
    func found(_ changed: Int) throws {
        guard changed > 0 else { throw HandlerError.permanent("there is no row with id \(id ?? 0)") }
    }
}

extension CRUDParams.Action {
    /// The word for the result.
    var done: String {
        switch self {
        case .create: "created"
        case .read: "read"
        case .update: "updated"
        case .delete: "deleted"
        }
    }
}
