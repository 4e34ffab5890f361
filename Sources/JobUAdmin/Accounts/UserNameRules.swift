import Foundation
import JobUModel
import JobUStore
import Synchronization

/// What the name of a new user has to be like, so that no two names look the same. Users who are there already keep theirs.
enum UserNameRules {
    /// The one spelling of a new name: compatibility forms, such as full width, are written plainly, and in small letters.
    static func spelling(_ name: String) -> String {
        AccountRules.normalized(name.precomposedStringWithCompatibilityMapping)
    }

    /// - Parameters:
    ///   - name: in its one spelling.
    ///   - others: the names of the users there are.
    static func problems(_ name: String, among others: [String]) -> [ValidationProblem] {
        func problem(_ message: String) -> [ValidationProblem] { [ValidationProblem(field: "name", message: message)] }
        let scalars = name.unicodeScalars
        guard scalars.allSatisfy({ !$0.properties.isDefaultIgnorableCodePoint }) else {
            return problem("must not contain invisible characters")
        }
        let scripts = Set(scalars.compactMap(Script.init))
        guard Script.canStandTogether(scripts) else { return problem("must not mix letters of different scripts") }
        guard scalars.allSatisfy({ $0.isASCII || $0.properties.numericType == nil || Script($0) == .han }) else {
            return problem("must use the digits 0 to 9 only")
        }
        guard Script.haveMarks(scripts) || scalars.allSatisfy({ !$0.isMark }) else {
            return problem("must not contain combining marks without a letter")
        }
        let shape = skeleton(name)
        guard let twin = others.first(where: { $0 != name && skeleton($0) == shape }) else { return [] }
        return problem("looks like the name of another user: \(twin)")
    }

    /// What a name looks like: two names of the same skeleton are hard to tell apart.
    static func skeleton(_ name: String) -> String {
        if let known = skeletons.withLock({ $0[name] }) { return known }
        let shape = makeSkeleton(name)
        skeletons.withLock { known in
            if known.count >= skeletonsMax { known.removeAll() }
            known[name] = shape
        }
        return shape
    }

    /// Those of names that were looked at: each new user is compared with all that are there.
    private static let skeletons = Mutex<[String: String]>([:])
    private static let skeletonsMax = 20_000

    private static func makeSkeleton(_ name: String) -> String {
        let bare = name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter { !$0.isMark }
        let letters = bare.map { lookalikes[$0] ?? $0 }
        return String(String.UnicodeScalarView(letters)).replacing("rn", with: "m").replacing("vv", with: "w")
    }

    /// Letters by what they are taken for.
    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs: [(letters: String, shape: Unicode.Scalar)] = [
            ("1iıɩіιӏ", "l"), ("0оοօ", "o"), ("аαɑ", "a"), ("еεҽ", "e"), ("рρ", "p"), ("сϲ", "c"), ("уγ", "y"), ("хχ", "x"), ("ѕ", "s"),
            ("јϳ", "j"), ("һհ", "h"), ("ԁ", "d"), ("ԛ", "q"), ("ԝω", "w"), ("кκ", "k"), ("м", "m"), ("тτ", "t"), ("νѵ", "v"), ("υս", "u"),
            ("ηп", "n"), ("гɾ", "r"), ("вβ", "b"), ("ɡց", "g"), ("σ", "o"), ("ƒ", "f"), ("ʐ", "z"),
        ]
        var shapes: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letters, shape) in pairs { for letter in letters.unicodeScalars { shapes[letter] = shape } }
        return shapes
    }()
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
    }
}
