/// Texts of others on their way to a terminal.
///
/// A terminal obeys what it is shown: such a text could move the cursor, recolour or delete what stands there, set the window's title, or
/// turn the order of letters around, so that a reader sees something else than is there.
package enum TerminalText {
    /// The text with everything a terminal would obey, and everything nobody sees, written as `\u{1B}`. Line ends and tabs stay.
    package static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isObeyed) else { return text }
        return text.unicodeScalars.map { isObeyed($0) ? "\\u{\(String($0.value, radix: 16, uppercase: true))}" : String($0) }.joined()
    }

    /// JSON with the same signs written in its own way: it says the same to whoever reads it.
    package static func shown(json: String) -> String {
        guard json.unicodeScalars.contains(where: isObeyed) else { return json }
        return json.unicodeScalars.map { isObeyed($0) ? $0.utf16.map(escaped).joined() : String($0) }.joined()
    }

    private static func escaped(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\t": false
        // They join the parts of emoji and of Persian and Indian words.
        case "\u{200C}", "\u{200D}": false
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
