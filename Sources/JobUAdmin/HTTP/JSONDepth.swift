package import JobUModel

/// How deep JSON from outside may be nested: each level costs the decoder more than the one before.
package enum JSONDepth {
    package static let levelsMax = 64

    /// Decodes JSON of a reasonable depth.
    /// - Throws: `JSONDepthError`, or what the decoder throws.
    package static func decode(_ text: String) throws -> JSONValue {
        guard holds(text) else { throw JSONDepthError() }
        return try JSONText.decode(JSONValue.self, from: text)
    }

    static func holds(_ text: String) -> Bool {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in text.utf8 {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth > levelsMax { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return true
    }
}

/// JSON that is nested deeper than anything sensible.
package struct JSONDepthError: Error {}
