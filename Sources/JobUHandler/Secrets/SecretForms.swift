import Foundation

/// The spellings in which a secret may come back.
enum SecretForms {
    /// The secret itself, and what of it stands alone elsewhere: the token of `Bearer …`, the password of `Basic …`.
    static func parts(of secret: String) -> [[UInt8]] {
        var parts = [secret]
        let words = secret.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count == 2 { parts.append(words[1]) }
        if words.count == 2, words[0].lowercased() == "basic", let decoded = Data(base64Encoded: words[1]) {
            let login = String(decoding: decoded, as: UTF8.self)
            parts.append(login)
            if let colon = login.firstIndex(of: ":") { parts.append(String(login[login.index(after: colon)...])) }
        }
        return parts.map { Array($0.utf8) }.filter { $0.count >= SecretMask.bytesMin }
    }

    static func encodings(of bytes: [UInt8]) -> [[UInt8]] {
        let text = String(decoding: bytes, as: UTF8.self)
        return [bytes] + (json(text) + html(text) + percent(bytes) + hexadecimal(bytes)).map { Array($0.utf8) } + base64(bytes)
    }

    /// Inside of a JSON text: with and without what may be escaped and need not be.
    private static func json(_ text: String) -> [String] {
        func escaped(_ unit: UInt16, _ isUpper: Bool) -> String {
            let digits = String(unit, radix: 16, uppercase: isUpper)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        func spelled(_ slashes: Bool, _ ascii: Bool, _ markup: Bool, _ isUpper: Bool) -> String {
            text.unicodeScalars.map { scalar -> String in
                switch scalar {
                case "\"": return "\\\""
                case "\\": return "\\\\"
                case "/": return slashes ? "\\/" : "/"
                case "\n": return "\\n"
                case "\r": return "\\r"
                case "\t": return "\\t"
                default:
                    let isEscaped = scalar.value < 0x20 || (ascii && !scalar.isASCII) || (markup && "<>&'".unicodeScalars.contains(scalar))
                    return isEscaped ? String(scalar).utf16.map { escaped($0, isUpper) }.joined() : String(scalar)
                }
            }.joined()
        }
        return (0..<16).map { way in spelled(way & 1 > 0, way & 2 > 0, way & 4 > 0, way & 8 > 0) }
    }

    private static func html(_ text: String) -> [String] {
        let quotes = [["&quot;", "&#39;"], ["&#34;", "&#x27;"], ["\"", "'"]]
        return quotes.map { quote in
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: quote[0])
                .replacing("'", with: quote[1])
        }
    }

    /// As in a path, in a form, and with as little escaped as an address allows.
    private static func percent(_ bytes: [UInt8]) -> [String] {
        func spelled(_ isPlain: (UInt8) -> Bool, _ space: String?, _ isUpper: Bool) -> String {
            bytes.map { byte -> String in
                if isPlain(byte) { return String(UnicodeScalar(byte)) }
                if byte == 0x20, let space { return space }
                return "%" + Self.hex(byte, isUpper)
            }.joined()
        }
        let letters = { (byte: UInt8) in byte.isLetterOrDigit || "-._~".utf8.contains(byte) }
        let address = { (byte: UInt8) in byte.isLetterOrDigit || "-._~!$&'()*+,;=:@/?".utf8.contains(byte) }
        return [true, false].flatMap { isUpper in
            [
                spelled(\.isLetterOrDigit, nil, isUpper), spelled(letters, nil, isUpper), spelled(letters, "+", isUpper),
                spelled(address, nil, isUpper),
            ]
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [String] {
        [true, false].map { isUpper in bytes.map { hex($0, isUpper) }.joined() }
    }

    private static func hex(_ byte: UInt8, _ isUpper: Bool) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: isUpper)
    }

    /// Inside of a longer text that was encoded as a whole, a secret begins at one of three places of a group, and only the signs between its
    /// first and last group are its own.
    private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
        (0...2).flatMap { offset -> [[UInt8]] in
            let whole = Array(Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString().utf8)
            let start = offset == 0 ? 0 : offset + 1
            // To its end, as when nothing follows, and as far as what follows does not matter.
            let ends = [whole.count, whole.firstIndex(of: UInt8(ascii: "=")) ?? whole.count, (offset + bytes.count) * 8 / 6]
            return ends.map { Array(whole[start..<$0]) }.flatMap { own -> [[UInt8]] in
                [own, own.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }]
            }
        }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
