/// A line and a column of a file, both from 1.
package struct Position: Sendable, Equatable {
    package let line: Int
    package let column: Int
}

/// A spot of the configuration that a message can point at.
package struct Place: Sendable, Equatable, CustomStringConvertible {
    /// As the operator would type it: `config/worker.yaml`.
    package let file: String
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

    /// The same key, at its value.
    func at(_ position: Position) -> Place {
        Place(file: file, position: position, keyPath: keyPath)
    }

    /// One key further down.
    func child(_ key: String, at position: Position?) -> Place {
        let name = key.quotable
        return Place(file: file, position: position, keyPath: keyPath.isEmpty ? name : "\(keyPath).\(name)")
    }

    /// An item of the list here; counted from 1, as people do.
    func item(_ number: Int, at position: Position) -> Place {
        Place(file: file, position: position, keyPath: "\(keyPath)[\(number)]")
    }
}

extension String {
    private static let quotableLengthMax = 60

    /// Text from a file made fit for a message of one line, without the user and password of a URL.
    var quotable: String {
        let masked = replacing(#/://\S*@/#, with: "://***@").unicodeScalars
        let shown = masked.prefix(Self.quotableLengthMax).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
            default: String(scalar)
            }
        }
        return shown.joined() + (masked.count > Self.quotableLengthMax ? "…" : "")
    }
}
