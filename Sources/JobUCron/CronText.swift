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

    /// What a user typed, safe to show: everything outside printable ASCII escaped, cut to 80 bytes.
    static func shown(_ input: some StringProtocol) -> String {
        var shown = ""
        for scalar in input.unicodeScalars {
            let isPlain = (0x20...0x7E).contains(scalar.value) && scalar != "\\" && scalar != "\""
            let piece = isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            if shown.utf8.count + piece.utf8.count > 80 { return shown + "..." }
            shown += piece
        }
        return shown
    }
}
