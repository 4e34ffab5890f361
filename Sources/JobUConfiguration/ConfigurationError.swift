/// The one thing that is wrong with the configuration, and where.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// What the process ends with: `EX_CONFIG` of sysexits.h.
    package static let exitCode: Int32 = 78

    /// Where it stands.
    package let place: Place
    /// What is wrong, what is allowed and, where one is near, the word that was meant.
    package let problem: String

    /// `config/worker.yaml:3:3: worker.pool_size: must be between 1 and 1000, found '0'`
    package var description: String { "\(place): \(problem)" }
}

/// A line and a column of a file, both from 1.
package struct Position: Sendable, Equatable, Comparable {
    package let line: Int
    package let column: Int

    package static func < (left: Position, right: Position) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A spot of the configuration that a message can point at.
package struct Place: Sendable, Equatable, CustomStringConvertible {
    /// As the operator would type it: `config/worker.yaml`.
    package var file: String
    /// Nil where the file as a whole is meant, or something that is missing.
    package var position: Position?
    /// `worker.pool_size`; empty for the file as a whole.
    package var keyPath = ""

    package var description: String {
        let spot = position.map { "\(file):\($0.line):\($0.column)" } ?? file
        return keyPath.isEmpty ? spot : "\(spot): \(keyPath)"
    }

    func error(_ problem: String) -> ConfigurationError {
        ConfigurationError(place: self, problem: problem)
    }

    /// The same spot, one key further down.
    func child(_ key: String, at position: Position?) -> Place {
        let name = quotable(key)
        return Place(file: file, position: position, keyPath: keyPath.isEmpty ? name : "\(keyPath).\(name)")
    }

    /// The same spot, at an item of its list; counted from 1, as people do.
    func item(_ number: Int, at position: Position) -> Place {
        Place(file: file, position: position, keyPath: "\(keyPath)[\(number)]")
    }
}

/// Text from a file made fit for a one-line message.
func quotable(_ text: String, lengthMax: Int = 60) -> String {
    let shown = text.unicodeScalars.prefix(lengthMax).map { scalar in
        scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
    }
    return shown.joined() + (text.unicodeScalars.count > lengthMax ? "…" : "")
}
