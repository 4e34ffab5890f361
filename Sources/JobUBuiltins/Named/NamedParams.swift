import JobUModel

/// The parameters of a run of something that worker.yaml names: which, and with which values.
package struct NamedParams: Decodable, Sendable {
    var name: String
    /// Values of its parameters.
    var params: [String: JSONValue]

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, params }

    package init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        params = try container.decodeIfPresent([String: JSONValue].self, forKey: .params) ?? [:]
    }
}
