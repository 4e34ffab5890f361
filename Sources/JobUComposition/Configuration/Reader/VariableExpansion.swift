/// Puts the environment into a value: `${NAME}`, `${NAME:-default}`, and `$$` for a dollar.
///
/// It works on values the parser has already cut out, so that a variable can never become YAML structure. Messages
/// name variables and never show what they hold, nor the text around them.
enum VariableExpansion {
    static func expand(
        _ text: String, environment: [String: String], at place: Place
    ) throws(ConfigurationError) -> String {
        var expanded = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            expanded += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            switch rest.first {
            case "$":
                expanded += "$"
                rest = rest.dropFirst()
            case "{":
                guard let close = rest.firstIndex(of: "}") else {
                    throw place.error("'${' is not closed; write ${NAME}, ${NAME:-default}, or $$ for a dollar")
                }
                expanded += try value(of: rest[..<close].dropFirst(), environment, at: place)
                rest = rest[rest.index(after: close)...]
            default:
                throw place.error("a lone '$'; write ${NAME}, ${NAME:-default}, or $$ for a dollar")
            }
        }
        return expanded + rest
    }

    /// The value of what stands between the braces. An empty variable counts as unset where a default is given.
    private static func value(
        of reference: Substring, _ environment: [String: String], at place: Place
    ) throws(ConfigurationError) -> String {
        let name = reference.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let tail = reference.dropFirst(name.count)
        guard let first = name.first, !first.isNumber, tail.isEmpty || tail.hasPrefix(":-") else {
            throw place.error("'${…}' must hold NAME or NAME:-default; write $$ for a dollar")
        }
        let fallback = tail.dropFirst(2)
        guard !fallback.contains("$") else {
            throw place.error("the default of ${\(name)} must not contain a dollar sign")
        }
        let value = environment[String(name)]
        if !tail.isEmpty, value?.isEmpty ?? true { return String(fallback) }
        guard let value else {
            throw place.error(
                "the environment variable \(name) is not set; set it or write ${\(name):-default}")
        }
        return value
    }
}
