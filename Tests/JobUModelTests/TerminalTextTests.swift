import Foundation
import JobUModel
import Testing

@Suite("Texts of others on a terminal")
struct TerminalTextTests {
    @Test(
        "what a terminal would obey is shown instead",
        arguments: [
            ("\u{1B}[2J", #"\u{1B}[2J"#), ("\u{1B}]0;title\u{7}", #"\u{1B}]0;title\u{7}"#), ("a\rb", #"a\u{D}b"#), ("\u{8}", #"\u{8}"#),
            ("\u{7F}", #"\u{7F}"#), ("\u{9B}31m", #"\u{9B}31m"#), ("\u{202E}abc", #"\u{202E}abc"#),
            ("\u{2066}x\u{2069}", #"\u{2066}x\u{2069}"#),
            ("\u{200B}", #"\u{200B}"#), ("\u{FEFF}", #"\u{FEFF}"#), ("\u{2028}", #"\u{2028}"#), ("\u{0}", #"\u{0}"#),
            ("\u{E0041}", #"\u{E0041}"#),
        ])
    func obeyed(_ text: String, _ shown: String) {
        #expect(TerminalText.shown(text) == shown)
    }

    @Test("everything else stays", arguments: ["", "plain", "two\nlines\tand a tab", "한국어 🎉 👩‍👩‍👧 é", "می‌خواهم"])
    func plain(_ text: String) {
        #expect(TerminalText.shown(text) == text)
        #expect(TerminalText.shown(json: text) == text)
    }

    @Test("JSON says the same afterwards", arguments: ["\u{1B}[2J", "\u{9B}31m", "\u{202E}abc", "\u{E0041}", "한\u{FEFF}국"])
    func json(_ text: String) throws {
        let shown = TerminalText.shown(json: try JSONText.encode(["a": text]))
        #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.properties.generalCategory != .format })
        #expect(try JSONText.decode([String: String].self, from: shown) == ["a": text])
    }
}
