import JobUModel

/// The parameters of a run of `sql`.
package struct SQLParams: Decodable, Sendable {
    /// A name of database.yaml; may be left out where only one is allowed.
    var database: String?
    var statement: String
    /// The values of the statement's parameters.
    var params: [String: JSONValue]
    /// Whether the engine refuses to write.
    var readOnly: Bool
    /// Whether the execution ends in the transaction of the statement.
    var atomic: Bool

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case database, statement, params, atomic
        case readOnly = "read_only"
    }

    init(database: String, statement: String, params: [String: JSONValue], readOnly: Bool, atomic: Bool) {
        self.database = database
        self.statement = statement
        self.params = params
        self.readOnly = readOnly
        self.atomic = atomic
    }

    package init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        database = try container.decodeIfPresent(String.self, forKey: .database)
        statement = try container.decode(String.self, forKey: .statement)
        params = try container.decodeIfPresent([String: JSONValue].self, forKey: .params) ?? [:]
        readOnly = try container.decodeIfPresent(Bool.self, forKey: .readOnly) ?? false
        atomic = try container.decodeIfPresent(Bool.self, forKey: .atomic) ?? false
        if atomic, readOnly {
            throw DecodingError.dataCorruptedError(
                forKey: .atomic, in: container,
                debugDescription: "cannot be combined with 'read_only': a read-only statement changes nothing")
        }
    }
}
