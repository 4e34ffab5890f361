package import JobUModel

/// Hides the secrets of a configuration in everything that a run shows: results, errors, reasons, progress and lines of its log.
///
/// A secret is found inside of any text, and in the encodings in which servers and programs give back what they got: JSON, percent,
/// HTML, hexadecimal and Base64, also in the middle of something longer.
package struct SecretMask: Sendable {
    /// Bytes that a secret has at least: a shorter one would hide ordinary words.
    package static let bytesMin = 6
    /// Nothing to hide.
    package static let none = SecretMask([])
    /// What stands in the place of a secret.
    package static let sign = "***"

    /// The longest first, so that none is hidden in part.
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

    /// The text with every secret replaced.
    /// - Parameter isCut: that the text goes on: then its end is hidden too where a secret begins there.
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

    /// The value with every secret in its texts and keys replaced.
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

    /// Where the secret ends that begins here; nil where none does.
    private func end(of bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ isCut: Bool) -> Int? {
        let left = bytes.count - start
        for form in forms where form[0] == bytes[start] {
            let size = min(form.count, left)
            // What is left of a secret that was cut off: four signs may be chance, more are not.
            guard size == form.count || (isCut && size > 4) else { continue }
            if (0..<size).allSatisfy({ bytes[start + $0] == form[$0] }) { return start + size }
        }
        return nil
    }
}
