import JobUDatabase

/// A statement that the server has prepared in this session.
final class PostgresStatement {
    let name: String
    /// Counts up with each use of a statement of the session.
    var lastUse = 0
    /// The column names of its answers: PostgreSQL refuses a statement whose answer would look different now.
    private var columns: RowColumns?

    init(name: String) {
        self.name = name
    }

    /// The one without a name, which the next one replaces.
    static func unnamed() -> PostgresStatement {
        PostgresStatement(name: "")
    }

    func columns(of result: PostgresResult) -> RowColumns {
        let known = columns ?? result.columns()
        columns = known
        return known
    }
}
