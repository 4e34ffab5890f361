import JobUCron
import JobUModel
import Testing

@Suite("JSON texts")
struct JSONDocumentTests {
    /// Valid, and kept as it is.
    private static let exact = #"{"u": 18446744073709551615, "m":12345678901234567.89,"z":-0.0, "p":1.10, "h":1e400,"a":"정산 🎩 \u00e9"}"#

    @Test("keep every digit, the order of keys and the blanks between them, on the way in and out")
    func verbatim() throws {
        struct Reply: Encodable {
            var params: RawJSON
            var name = "a"
        }
        let raw = RawJSON(stored: Self.exact)
        #expect(raw.text == Self.exact)
        #expect(try JSONText.encode(Reply(params: raw)) == #"{"name":"a","params":\#(Self.exact)}"#)
        struct Params: Decodable {
            var before: Int
            var json: RawJSON
        }
        let text = #"{"before":1,"json":[{"x": 0.10}, \#(Self.exact)]}"#
        #expect(try JSONText.decode(Params.self, from: text).json.text == #"[{"x": 0.10}, \#(Self.exact)]"#)
    }

    @Test("become values that keep every digit, wherever they are decoded")
    func values() throws {
        let numbers = ["18446744073709551615", "12345678901234567.89", "-0.0", "1.10", "1e400", "1E5"]
        let text = "[\(numbers.joined(separator: ","))]"
        let value = try JSONText.decode(JSONValue.self, from: text)
        #expect(value == .array(numbers.map(JSONValue.number)))
        #expect(try JSONText.encode(value) == text)
        #expect(try JSONText.decode([String: [JSONValue]].self, from: #"{"a":\#(text)}"#)["a"] == numbers.map(JSONValue.number))
        #expect(try JSONText.decode(JSONValue.self, from: "[1,-7,0.5]") == [1, -7, 0.5])
        #expect(try JSONText.encode(JSONText.decode(JSONValue.self, from: "-0")) == "-0")
    }

    @Test("texts that look like the marks of the encoder stay what they are", arguments: ["@raw:0", "@@raw:0", "\"@raw:0\""])
    func marks(text: String) throws {
        struct Reply: Encodable {
            var name: String
            var params = RawJSON(stored: "1.10")
        }
        #expect(try JSONText.encode(Reply(name: text)) == #"{"name":\#(try JSONText.encode(text)),"params":1.10}"#)
    }

    @Test("a stored text that is no JSON is shown as the text it is", arguments: ["oops", "{\"a\":", "\"\u{1}\n\t\\\"", ""])
    func stored(text: String) throws {
        #expect(try JSONText.decode(JSONValue.self, from: RawJSON(stored: text).text) == .string(text))
    }

    @Test("are laid out without a change to what they say")
    func pretty() throws {
        let document = try JSONDocument(#"{"b":[1.10,{}],"a":{"x":1e400},"c":[]}"#)
        #expect(document.pretty() == "{\n  \"b\" : [\n    1.10,\n    {}\n  ],\n  \"a\" : {\n    \"x\" : 1e400\n  },\n  \"c\" : []\n}")
    }

    @Test(
        "that are none are refused with the place and what to write",
        arguments: [
            ("", 1, 1, "empty"), ("{", 1, 2, "ends too early"), (#"{"a":1,}"#, 1, 8, "comma"), ("[1,]", 1, 4, "comma"),
            ("{\n  \"정산\": 1,\n  \"정산\": 2\n}", 3, 3, "twice"), (#"{"한글": tru}"#, 1, 8, "'tru'"), ("{'a':1}", 1, 2, "key"),
            (#"{"a":'b'}"#, 1, 6, "double quotes"), (#"{"a" 1}"#, 1, 6, "colon"), (#"{"a":1 "b":2}"#, 1, 8, "comma"), ("1 2", 1, 3, "more"),
            ("01", 1, 1, "number"), ("1.", 1, 1, "number"), ("-", 1, 1, "number"), ("0x1F", 1, 1, "number"), (".5", 1, 1, "value"),
            ("NaN", 1, 1, "'NaN'"), (#""\x""#, 1, 2, "escape"), (#""\ud800""#, 1, 2, "escape"), ("\"a\nb\"", 1, 3, "control"),
            ("// no", 1, 1, "value"), ("\u{FEFF}{}", 1, 1, "value"), ("nullx", 1, 1, "'nullx'"),
        ])
    func refused(text: String, line: Int, column: Int, word: String) throws {
        let problem = try #require(throws: JSONProblem.self) { try JSONDocument(text) }
        #expect(problem.line == line)
        #expect(problem.column == column)
        #expect(problem.description.contains(word), "\(problem)")
        #expect(problem.text(in: .korean) != problem.description)
    }

    @Test("a problem names the value it lies in")
    func path() throws {
        let problem = try #require(throws: JSONProblem.self) { try JSONDocument(#"{"orders":[1,{"total":}]}"#) }
        #expect(problem.path == "orders[1].total")
        #expect(problem.description.hasPrefix("line 1, column 23 (orders[1].total): "))
    }

    @Test("are read to a depth of 64")
    func depth() throws {
        func nested(_ levels: Int) -> String { String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(throws: Never.self) { try JSONDocument(nested(64)) }
        let problem = try #require(throws: JSONProblem.self) { try JSONDocument(nested(65)) }
        #expect(problem.kind == .tooDeep(64))
        #expect(throws: JSONProblem.self) { try JSONDocument(String(repeating: "[", count: 1_000_000)) }
    }
}
