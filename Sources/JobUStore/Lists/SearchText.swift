/// A text that is searched for, letter by letter, the same on every engine: a letter is found as capital or small, an accent is a letter
/// of its own, and nothing else is taken for something else. Which letters belong together is decided here, not by an engine.
package struct SearchText: Sendable, Equatable {
    /// Each letter with the forms it is found in, itself first.
    private let letters: [[Unicode.Scalar]]

    package init(_ text: String) {
        letters = text.unicodeScalars.map(Self.forms)
    }

    /// A pattern of an engine that knows classes of letters: `[aA]`.
    /// - Parameter plain: writes a letter that has one form only, so that the engine takes it as it is.
    package func pattern(plain: (Unicode.Scalar) -> String) -> String {
        letters.map { forms in
            forms.count == 1 ? plain(forms[0]) : "[" + forms.map(String.init).joined() + "]"
        }.joined()
    }

    /// A pattern for `LIKE … ESCAPE '!'`, for engines that take the capitals of ASCII for small letters, and no others; nil for a text
    /// that holds others.
    package var likePattern: String? {
        guard letters.allSatisfy({ $0.count == 1 || $0[0].isASCII }) else { return nil }
        return "%" + letters.map { "!%_".unicodeScalars.contains($0[0]) ? "!\($0[0])" : "\($0[0])" }.joined() + "%"
    }

    /// The pattern as a regular expression in which every sign stands for itself.
    package var regularExpression: String {
        pattern { scalar in
            let isSign = scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
            return isSign ? "\\\(scalar)" : "\(scalar)"
        }
    }

    private static func forms(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = scalar.properties
        var forms = [scalar]
        for mapped in [properties.lowercaseMapping, properties.uppercaseMapping] {
            // One that becomes several, such as the German sharp s, is found as it is.
            guard mapped.unicodeScalars.count == 1, let form = mapped.unicodeScalars.first, !forms.contains(form) else { continue }
            forms.append(form)
        }
        return forms
    }
}
