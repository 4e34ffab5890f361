import Testing

@testable import JobUAdmin

@Suite("The words of the pages")
struct TextTests {
    @Test("both languages have the same keys, none of them empty")
    func sameKeys() {
        #expect(Set(Texts(.english).words.keys) == Set(Texts(.korean).words.keys))
        #expect(Texts(.english).words.values.allSatisfy { !$0.isEmpty } && Texts(.korean).words.values.allSatisfy { !$0.isEmpty })
    }

    @Test("no key stands in two of the files, or twice in one")
    func onceOnly() {
        let keys = Texts.tables.joined().map(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(keys.count == Texts(.english).words.count)
    }

    @Test("both languages fill in the same figures")
    func sameFigures() {
        for (key, text) in Texts(.english).words {
            let places = (0...5).map { text.contains("{\($0)}") }
            #expect(places == (0...5).map { Texts(.korean).words[key]?.contains("{\($0)}") ?? false }, "\(key)")
        }
    }

    @Test("every word that a template asks for is in the dictionary")
    func templates() {
        for template in PageRenderer.templates {
            let text = String(decoding: template.bytes, as: UTF8.self)
            for match in text.matches(of: /\{\{t\.([a-z_.]+)\}\}/) {
                #expect(Texts(.english).words[String(match.1)] != nil, "\(template.name): \(match.1)")
            }
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(template.name) shows something unescaped")
        }
    }

    @Test("a mark that an accent follows is taken apart", arguments: ["<\u{301}b", "\"\u{20DD} x=", "&\u{301}#x", "'\u{FE0F}"])
    func glued(text: String) {
        let safe = text.withoutGluedMarkup
        #expect(safe.filter { "<>&\"'".contains($0) }.count == text.unicodeScalars.filter { "<>&\"'".unicodeScalars.contains($0) }.count)
    }

    @Test("text without glued marks stays as it is", arguments: ["", "a<b>\"c\" & 'd'", "한국어 é e\u{301}", "\r\n"])
    func unglued(text: String) {
        #expect(text.withoutGluedMarkup.unicodeScalars.elementsEqual(text.unicodeScalars))
    }
}
