import Foundation

/// The names of a new project: of its folder, of its program, and of its Swift module.
package struct ProjectName: Sendable, Equatable {
    /// As it was given; may be in any script.
    package var folder: String
    /// The program, for `swift run`, systemd and Docker: the folder's name where that is ASCII.
    package var product: String
    /// The module: a Swift identifier.
    package var target: String

    /// At most this many characters, so that the names of files and units stay below every system's limit.
    package static let lengthMax = 50

    /// - Parameter program: the program's name, where it is not to be made from the folder's.
    /// - Throws: `ProjectNameError`, which says what to write instead.
    package init(_ name: String, program: String? = nil) throws(ProjectNameError) {
        let folder = name.precomposedStringWithCanonicalMapping
        try Self.checkFolder(folder)
        let product = program ?? Self.romanised(folder)
        guard !product.isEmpty else { throw ProjectNameError("'\(name)' has no letter that can name a program; add --program NAME") }
        try Self.checkProgram(product, from: folder)
        self.folder = folder
        self.product = product
        target = product.replacing("-", with: "_")
        try Self.checkModule(target, product)
    }

    private static func checkFolder(_ name: String) throws(ProjectNameError) {
        guard !name.isEmpty else { throw ProjectNameError("the name is empty; give one such as 'myproject'") }
        guard name.count <= lengthMax else {
            throw ProjectNameError("the name has \(name.count) characters; at most \(lengthMax) are allowed")
        }
        guard !name.contains("/"), !name.contains("\\") else {
            throw ProjectNameError("'\(name)' holds a path separator; give the name alone, and the place with --path")
        }
        let isAllowed = { (letter: Character) in letter.isLetter || letter.isNumber || letter == "-" || letter == "_" }
        if let odd = name.first(where: { !isAllowed($0) }) {
            throw ProjectNameError("'\(name)' holds '\(odd)'; letters of any script, digits, '-' and '_' are allowed")
        }
        guard let first = name.first, first.isLetter else {
            throw ProjectNameError("'\(name)' begins with '\(name.first ?? " ")'; a project's name begins with a letter")
        }
    }

    private static func checkProgram(_ product: String, from folder: String) throws(ProjectNameError) {
        let isPlain = product.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
        }
        guard isPlain, let first = product.first, first.isLetter else {
            throw ProjectNameError("'\(product)' cannot name a program: ASCII letters, digits, '-' and '_', a letter first")
        }
        guard product.utf8.count <= 2 * lengthMax else {
            throw ProjectNameError("'\(folder)' is too long in Latin letters; add --program NAME")
        }
    }

    private static func checkModule(_ target: String, _ product: String) throws(ProjectNameError) {
        let small = target.lowercased()
        if SwiftWord.reserved.contains(target) || SwiftWord.reserved.contains(small) {
            throw ProjectNameError("'\(product)' is a word of Swift and cannot name a module; try 'my\(product)'")
        }
        if small.hasPrefix("jobu") || SwiftWord.modules.contains(small) {
            throw ProjectNameError("'\(product)' is the name of a module the project uses; try 'my\(product)'")
        }
        if small.hasSuffix("tests") { throw ProjectNameError("'\(product)' ends like a module of tests; try another name") }
    }

    /// The name in ASCII letters: `정산` becomes `jeongsan`.
    private static func romanised(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let plain = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        return plain.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}

/// Why a name cannot be one.
package struct ProjectNameError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
