import Foundation
import JobUModel
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test(
        "come back as they were written",
        arguments: [
            "null", "true", "false", "0", "-7", "9223372036854775807", "-9223372036854775808", "1.5", #""""#, #""a/b \" \n 한글""#,
            "[]", "{}", #"[1,[2,[null]],{"a":{}}]"#, #"{"a":1,"b":[true,"x"]}"#,
        ])
    func roundTrip(text: String) throws {
        let value = try JSONText.decode(JSONValue.self, from: text)
        let printed = try JSONText.encode(value)
        #expect(try JSONText.decode(JSONValue.self, from: printed) == value)
    }

    @Test(
        "keep their type",
        arguments: [
            ("1", JSONValue.int(1)), ("true", .bool(true)), ("1.5", .double(1.5)), (#""1""#, .string("1")), ("null", .null),
            ("[0, 1]", .array([.int(0), .int(1)])), (#"{"n": 0}"#, .object(["n": .int(0)])),
            ("18446744073709551616", .number("18446744073709551616")),
        ])
    func types(text: String, value: JSONValue) throws {
        #expect(try JSONText.decode(JSONValue.self, from: text) == value)
    }

    @Test("are written as literals")
    func literals() throws {
        let value: JSONValue = ["rows": 3, "share": 0.5, "ok": true, "names": ["a", nil]]
        #expect(try JSONText.encode(value) == #"{"names":["a",null],"ok":true,"rows":3,"share":0.5}"#)
    }

    @Test("refuse what is not JSON", arguments: ["", "{", "[1,]x", "nul", "{'a':1}", "\u{0}"])
    func refused(text: String) {
        #expect(throws: (any Error).self) { try JSONText.decode(JSONValue.self, from: text) }
    }
}
