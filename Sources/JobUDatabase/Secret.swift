/// A password. It prints as `***` wherever a value may be printed by accident; only ``reveal()`` shows it.
package struct Secret: Sendable, Equatable {
    private let value: String

    package init(_ value: String) {
        self.value = value
    }

    /// The password itself, for the driver that logs in with it.
    package func reveal() -> String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "***" }
    package var debugDescription: String { "***" }
}

extension Secret: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
