import JobUHandler
import JobUModel

/// What worker.yaml names, for executions to choose from.
struct NamedList<Entry: Sendable>: Sendable {
    /// Where the names stand in worker.yaml, for messages.
    let key: String
    let entries: [String: Entry]

    /// - Throws: `HandlerError` that lists the names there are.
    func entry(_ name: String) throws(HandlerError) -> Entry {
        guard let entry = entries[name] else {
            throw .permanent(
                "'\(name.prefix(100))' is not in \(key) of worker.yaml; allowed: \(entries.keys.sorted().joined(separator: ", "))")
        }
        return entry
    }

    /// Makes sure that the values are those that the entry asks for; no value is shown.
    /// - Throws: `HandlerError` that names all that are missing, too many, or of another kind.
    static func check(_ params: NamedParams, _ parameters: [String: NamedParameter]) throws(HandlerError) {
        var problems: [String] = []
        let known = parameters.keys.sorted()
        for name in known where params.params[name] == nil { problems.append("'\(name)' is missing") }
        for (name, value) in params.params.sorted(by: { $0.key < $1.key }) {
            guard let parameter = parameters[name] else {
                let others = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
                problems.append("'\(name.prefix(100))' is none of its parameters (\(others))")
                continue
            }
            if let demand = parameter.demand(on: value) { problems.append("'\(name)' must be \(demand)") }
        }
        guard problems.isEmpty else {
            throw .permanent("invalid handler_params.params for '\(params.name)': \(problems.joined(separator: "; "))")
        }
    }
}
