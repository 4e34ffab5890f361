/// One text in both languages.
struct CronText: Sendable, Equatable {
    var english: String
    var korean: String

    init(_ english: String, _ korean: String) {
        self.english = english
        self.korean = korean
    }

    func callAsFunction(_ language: CronLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }

    /// What a user typed, safe to show: as it was typed, but for what cannot be seen or would be read as something else; cut to 80 bytes.
    static func shown(_ input: some StringProtocol) -> String {
        var shown = ""
        for scalar in input.unicodeScalars {
            let piece = isPlain(scalar, after: shown.unicodeScalars.last) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            if shown.utf8.count + piece.utf8.count > 80 { return shown + "..." }
            shown += piece
        }
        return shown
    }

    private static func isPlain(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
        if scalar == "\\" || scalar == "\"" { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        // Blanks that look like the one between fields, and are none.
        case .spaceSeparator: return scalar == " "
        // Without its letter it would join the quotation mark before it.
        case .nonspacingMark, .enclosingMark, .spacingMark: return last?.properties.isAlphabetic ?? false
        default: return true
        }
    }
}
