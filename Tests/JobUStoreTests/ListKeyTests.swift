import JobUModel
import JobUStore
import Testing

@Suite("The key of a place in a list")
struct ListKeyTests {
    @Test(
        "is read back from its text, which fits into an address",
        arguments: [
            ListKey.number(1), .number(.max), .number(-1), .instant(Timestamp(microseconds: 1_767_225_600_000_001)), .name("a"),
            .name("한글 이름/+?&="), .name(String(repeating: "가", count: 100)),
            .tied(nil, 7), .tied(Timestamp(microseconds: 1_767_225_600_000_001), .max),
        ])
    func round(key: ListKey) {
        #expect(ListKey(text: key.text) == key)
        #expect(key.text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
    }

    @Test(
        "is nothing that somebody made up",
        arguments: [
            "", "n1", "bjE=", "bjAx", "biAx", "bisx", "bg", "eDE", "cw", "cwA", "dDk5OTk5OTk5OTk5OTk5OTk5OTk",
            "aTU", "aSw", "aXgsMQ", "aTEsMiwz",
            "bjk5OTk5OTk5OTk5OTk5OTk5OTk5", "_",
            "bjE\n", "bj\u{0}", "한글", String(repeating: "A", count: 601),
        ])
    func madeUp(text: String) {
        #expect(ListKey(text: text) == nil)
    }
}
