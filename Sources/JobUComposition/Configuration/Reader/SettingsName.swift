/// The names that files give to databases, webhooks, statements and commands.
enum SettingsName {
    /// What one may be, for messages.
    static let rule = "1 to 64 characters: letters A-Z and a-z, digits, _ and -"
    /// What the name of a parameter may be.
    static let ruleOfParameters = "1 to 64 characters: letters A-Z and a-z, digits and _; the first is no digit"

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }

    static func isParameter(_ text: String) -> Bool {
        isName(text) && !text.contains("-") && !(text.first?.isNumber ?? true)
    }
}
