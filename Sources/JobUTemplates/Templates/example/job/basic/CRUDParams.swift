import JobU

/// What the three CRUD samples are told.
struct CRUDParams: Codable, Sendable {
    enum Action: String, Codable, Sendable { case create, read, update, delete }

    /// Default: `create`.
    var action: Action?
    /// Which row to update or delete.
    var id: Int64?
    var name: String?
    var amount: Int64?
    /// How many of the newest rows the result shows, 1 to 100; default 5.
    var limit: Int?

    /// - Throws: an error that is not retried, when what is given cannot work.
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

    /// The row with that id must be there.
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
