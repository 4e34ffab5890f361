package import JobUModel

/// Hides the configuration's secrets in everything an execution shows: results, errors, reasons, progress and log lines.
///
/// A secret is found inside any text, and in the encodings that servers and programs echo: JSON, percent, HTML, hexadecimal and
/// Base64, also in the middle of a longer text.
package struct SecretMask: Sendable {
    /// The least length of a secret in bytes; a shorter one would hide ordinary words.
    package static let bytesMin = 6
    /// A mask without secrets.
    package static let none = SecretMask([])
    /// The replacement for a secret.
    package static let sign = "***"

    /// The longest first, so that no secret is hidden only in part.
    private let forms: [[UInt8]]
    /// Whether a form begins with this byte.
    private let isStart: [Bool]

    package init(_ secrets: [String]) {
        let all = Set(secrets.flatMap { SecretForms.parts(of: $0) }.flatMap { SecretForms.encodings(of: $0) })
        forms = all.filter { $0.count >= Self.bytesMin }.sorted {
            $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count
        }
        var isStart = [Bool](repeating: false, count: 256)
        for form in forms { isStart[Int(form[0])] = true }
        self.isStart = isStart
    }

    package var isEmpty: Bool { forms.isEmpty }

    /// Returns the text with every secret replaced.
    /// - Parameter isCut: whether the text was truncated; a secret that begins at its end is hidden as well.
    package func hide(_ text: String, isCut: Bool = false) -> String {
        guard !forms.isEmpty else { return text }
        var text = text
        let found = text.withUTF8 { bytes in ranges(in: bytes, isCut) }
        guard !found.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var hidden: [UInt8] = []
        var position = 0
        for range in found {
            hidden += bytes[position..<range.lowerBound]
            hidden += Array(Self.sign.utf8)
            position = range.upperBound
        }
        return String(decoding: hidden + bytes[position...], as: UTF8.self)
    }

    /// Returns the value with every secret in its texts and keys replaced.
    package func hide(_ value: JSONValue) -> JSONValue {
        guard !forms.isEmpty else { return value }
        switch value {
        case .string(let text): return .string(hide(text))
        case .array(let items): return .array(items.map(hide))
        case .object(let members): return .object(hide(members))
        case .int(let number):
            let text = "\(number)"
            return hide(text) == text ? value : .string(hide(text))
        default: return value
        }
    }

    package func hide(_ members: [String: JSONValue]) -> [String: JSONValue] {
        Dictionary(members.map { (hide($0.key), hide($0.value)) }) { first, _ in first }
    }

    private func ranges(in bytes: UnsafeBufferPointer<UInt8>, _ isCut: Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < bytes.count {
            guard isStart[Int(bytes[position])] else {
                position += 1
                continue
            }
            guard let end = end(of: bytes, at: position, isCut) else {
                position += 1
                continue
            }
            found.append(position..<end)
            position = end
        }
        return found
    }

    /// Returns the end of the secret that begins here; nil if none does.
    private func end(of bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ isCut: Bool) -> Int? {
        let left = bytes.count - start
        for form in forms where form[0] == bytes[start] {
            let size = min(form.count, left)
            // The start of a truncated secret: four characters may be chance, more are not.
            guard size == form.count || (isCut && size > 4) else { continue }
            if (0..<size).allSatisfy({ bytes[start + $0] == form[$0] }) { return start + size }
        }
        return nil
    }
}
