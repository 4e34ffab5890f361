extension SettingsReader {
    /// The database a role uses: the named one, else the only one, else the one called `jobu` or, as in the files of
    /// JobU for Python, `default`.
    func database(_ key: Key, among names: [String]) throws(ConfigurationError) -> String {
        if let value = try value(key) { return try Self.known(value, among: names) }
        if let only = names.first, names.count == 1 { return only }
        if let usual = ["jobu", "default"].first(where: names.contains) { return usual }
        throw place(of: key).error("must be given, as there are several databases; allowed: \(names.listed)")
    }

    func databases(_ key: Key, among names: [String]) throws(ConfigurationError) -> [String]? {
        guard let values = try values(key) else { return nil }
        var chosen: [String] = []
        for value in values { chosen.append(try Self.known(value, among: names)) }
        return chosen
    }

    private static func known(
        _ value: SettingsValue, among names: [String]
    ) throws(ConfigurationError) -> String {
        guard names.contains(value.text) else {
            // The value of a variable is secret, so the message does not compare it.
            throw value.refused("must name a database of database.yaml (\(names.listed))")
        }
        return value.text
    }
}
