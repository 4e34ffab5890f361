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

    @Test(
        "where only letters of ASCII have two forms, an engine's own comparison is good enough",
        arguments: [("Ab 정", "%Ab 정%"), ("50%_!", "%50!%!_!!%"), ("\u{1F3A9}", "%\u{1F3A9}%"), ("é", nil), ("aЯ", nil)]
            as [(String, String?)])
    func like(text: String, pattern: String?) {
        #expect(SearchText(text).likePattern == pattern)
    }
}
