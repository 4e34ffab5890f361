import JobUStore
import Testing

@Suite("Texts that are searched for")
struct SearchTextTests {
    @Test(
        "a letter stands for its capital and its small form, a sign for itself",
        arguments: [
            ("a", "[aA]"), ("É", "[Éé]"), ("정", "정"), ("ß", "ß"), ("1", "1"), (".", "\\."), ("a b", "[aA]\\ [bB]"), ("[*]", "\\[\\*\\]"),
            ("\u{1F3A9}", "\u{1F3A9}"), ("_", "\\_"), ("\\", "\\\\"),
        ])
    func expression(text: String, expression: String) {
        #expect(SearchText(text).regularExpression == expression)
    }
}
