/// A value that only a part above can judge, with the place to point at.
package struct PlacedText: Sendable, Equatable {
    package let text: String
    private let place: Place

    init(_ value: SettingsValue) {
        text = value.text
        place = value.place
    }

    /// Returns an error that names file, line and key.
    package func refused(_ problem: String) -> ConfigurationError { place.error(problem) }
}
