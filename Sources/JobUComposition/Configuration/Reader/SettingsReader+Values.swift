extension SettingsReader {
    func text(_ key: Key, default fallback: String) throws(ConfigurationError) -> String {
        guard let value = try value(key) else { return fallback }
        guard !value.text.isEmpty else { throw value.place.error("must not be empty") }
        return value.text
    }

    /// A host name or an address; an IPv6 address comes without brackets.
    func host(_ key: Key, default fallback: String) throws(ConfigurationError) -> String {
        guard let value = try value(key) else { return fallback }
        return try HostText.host(value)
    }

    /// A name that may have been written as a whole URL with a password.
    func name(_ key: Key, _ what: String, default fallback: String) throws(ConfigurationError) -> String {
        if let value = try value(key) { try HostText.refuseURL(value, what) }
        return try text(key, default: fallback)
    }

    /// Empty text is the same as none, so that `${NAME:-}` can stand for a value that is optional.
    func optionalText(_ key: Key) throws(ConfigurationError) -> String? {
        guard let value = try value(key), !value.text.isEmpty else { return nil }
        return value.text
    }

    func int(_ key: Key, in range: ClosedRange<Int>, default fallback: Int) throws(ConfigurationError) -> Int {
        guard let value = try value(key) else { return fallback }
        return try value.integer(in: range)
    }

    func seconds(
        _ key: Key, in range: ClosedRange<Duration>, default fallback: Duration
    ) throws(ConfigurationError) -> Duration {
        guard let value = try value(key) else { return fallback }
        return try value.seconds(in: range)
    }

    /// A time that is given as a whole number of a unit, such as days.
    func multiple(
        of unit: Duration, _ key: Key, in range: ClosedRange<Int>, default fallback: Duration
    ) throws(ConfigurationError) -> Duration {
        guard let value = try value(key) else { return fallback }
        return try unit * value.integer(in: range)
    }

    func bool(_ key: Key, default fallback: Bool) throws(ConfigurationError) -> Bool {
        guard let value = try value(key) else { return fallback }
        return try value.boolean()
    }

    func choice<Value: SettingsChoice>(
        _ key: Key, default fallback: Value
    ) throws(ConfigurationError) -> Value {
        guard let value = try value(key) else { return fallback }
        return try value.choice()
    }

    func texts(_ key: Key) throws(ConfigurationError) -> [String]? {
        try values(key)?.map(\.text)
    }

    /// A key of old files that may only say what JobU does anyway.
    func requireIfGiven(_ key: Key, _ word: String) throws(ConfigurationError) {
        guard let value = try value(key), value.text.lowercased() != word else { return }
        throw value.refused("must be \(word), as JobU requires")
    }
}
