/// The words a value may be, in small letters.
typealias SettingsChoice = RawRepresentable<String> & CaseIterable

/// A single value of a file, its variables put in.
struct SettingsValue {
    let text: String
    let place: Place
    /// What the file says, for messages: never what a variable holds, and nothing at all of a secret.
    private let written: String

    init(
        _ node: SettingsNode, at place: Place, in source: SettingsSource, isSecret: Bool = false
    ) throws(ConfigurationError) {
        self.place = place.at(node.position)
        guard case .scalar(let written, _) = node.content else {
            throw self.place.error("expected a single value, found \(node.kind)")
        }
        guard !node.isNull else {
            throw self.place.error("has no value; give one, or remove the line for the default")
        }
        self.written = isSecret ? "***" : written.quotable
        if isSecret, !written.contains("${"), !written.isEmpty { source.note(file: place.file, holdsSecret: true) }
        text = try VariableExpansion.expand(written, environment: source.environment, at: self.place)
    }

    /// `must be between 1 and 65535, found '0'`
    func refused(_ rule: String) -> ConfigurationError {
        place.error("\(rule), found '\(written)'")
    }

    func integer(in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard digits.isDecimal else { throw refused("expected a whole number") }
        // What does not fit in 64 bits is out of any range.
        guard let number = Int(text), range.contains(number) else {
            throw refused("must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    /// Seconds, with decimals if need be, to the millisecond.
    func seconds(in range: ClosedRange<Duration>) throws(ConfigurationError) -> Duration {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy(\.isDecimal), let number = Double(text) else {
            throw refused("expected a number of seconds")
        }
        let milliseconds = (number * 1000).rounded()
        guard milliseconds < 1e15, range.contains(.milliseconds(Int(milliseconds))) else {
            throw refused("must be between \(range.lowerBound.plain) and \(range.upperBound.plain) seconds")
        }
        return .milliseconds(Int(milliseconds))
    }

    func boolean() throws(ConfigurationError) -> Bool {
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: throw refused("expected true or false")
        }
    }

    /// One of a few words; their case does not matter.
    func choice<Value: SettingsChoice>() throws(ConfigurationError) -> Value {
        try choice(of: Array(Value.allCases))
    }

    /// One of those words alone.
    func choice<Value: SettingsChoice>(of allowed: [Value]) throws(ConfigurationError) -> Value {
        guard let choice = allowed.first(where: { $0.rawValue == text.lowercased() }) else {
            throw refused("expected one of \(allowed.map(\.rawValue).listed)")
        }
        return choice
    }
}

extension Substring {
    fileprivate var isDecimal: Bool {
        !isEmpty && allSatisfy { $0.isASCII && $0.isNumber }
    }
}

extension Duration {
    /// `0.5`, `30`
    fileprivate var plain: String {
        let seconds = self / .seconds(1)
        return seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }
}
