package import JobUCron

/// Why a text is no JSON, and where.
package struct JSONProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        case empty, unexpectedEnd, moreAfterEnd, valueExpected, keyExpected, colonExpected, commaExpected
        case trailingComma, singleQuote, controlCharacter, badEscape, badNumber
        case duplicateKey(String)
        case unknownWord(String)
        case tooDeep(Int)
    }

    package var kind: Kind
    /// Counted from 1.
    package var line: Int
    /// In characters, counted from 1.
    package var column: Int
    /// The value it lies in, such as `orders[2].total`; empty at the top.
    package var path: String

    /// Place and problem in a language.
    package func text(in language: CronLanguage) -> String {
        switch language {
        case .english: "line \(line), column \(column)\(path.isEmpty ? "" : " (\(path))"): \(english)"
        case .korean: "\(line)행 \(column)열\(path.isEmpty ? "" : "(\(path))"): \(korean)"
        }
    }

    package var description: String { text(in: .english) }

    private var english: String {
        switch kind {
        case .empty: "the text is empty; write at least {}"
        case .unexpectedEnd: "the text ends too early; a quotation mark, bracket or brace is not closed"
        case .moreAfterEnd: "there is more after the end of the JSON value"
        case .valueExpected: "a value is missing; write a text in double quotes, a number, true, false, null, a list or an object"
        case .keyExpected: "a key in double quotes is missing"
        case .colonExpected: "a colon is missing between key and value"
        case .commaExpected: "a comma or the closing bracket is missing"
        case .trailingComma: "nothing follows the comma; remove it"
        case .singleQuote: "texts stand in double quotes, not in single ones"
        case .controlCharacter: "a control character such as a line break stands in a text; write it as \\n, \\t or \\u0000"
        case .badEscape: "an unknown escape; write \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits"
        case .badNumber: "not a number of JSON; write it as -12, 0.5 or 1e6"
        case .duplicateKey(let key): "the key '\(Self.shown(key))' stands there twice; keep one"
        case .unknownWord(let word): "'\(word)' is no JSON value; texts stand in double quotes"
        case .tooDeep(let levels): "nested deeper than \(levels) levels"
        }
    }

    private var korean: String {
        switch kind {
        case .empty: "내용이 비어 있습니다. 최소한 {}를 쓰세요"
        case .unexpectedEnd: "내용이 중간에 끝났습니다. 따옴표나 괄호가 닫히지 않았습니다"
        case .moreAfterEnd: "JSON 값이 끝난 뒤에 내용이 더 있습니다"
        case .valueExpected: "값이 없습니다. 큰따옴표로 묶은 텍스트, 숫자, true, false, null, 배열, 객체 중 하나를 쓰세요"
        case .keyExpected: "큰따옴표로 묶은 키가 없습니다"
        case .colonExpected: "키와 값 사이에 콜론(:)이 없습니다"
        case .commaExpected: "쉼표나 닫는 괄호가 없습니다"
        case .trailingComma: "쉼표 뒤에 값이 없습니다. 쉼표를 지우세요"
        case .singleQuote: "텍스트는 작은따옴표가 아니라 큰따옴표로 묶어야 합니다"
        case .controlCharacter: "텍스트 안에 줄바꿈 같은 제어 문자가 있습니다. \\n, \\t, \\u0000처럼 쓰세요"
        case .badEscape: "알 수 없는 이스케이프입니다. \\\" \\\\ \\/ \\b \\f \\n \\r \\t 또는 \\u와 16진수 네 자리를 쓰세요"
        case .badNumber: "JSON 숫자가 아닙니다. -12, 0.5, 1e6처럼 쓰세요"
        case .duplicateKey(let key): "키 '\(Self.shown(key))'가 두 번 있습니다. 하나만 남기세요"
        case .unknownWord(let word): "'\(word)'은(는) JSON 값이 아닙니다. 텍스트는 큰따옴표로 묶으세요"
        case .tooDeep(let levels): "\(levels)단계보다 깊게 중첩되었습니다"
        }
    }

    /// A key on one line, without control characters.
    private static func shown(_ key: String) -> String {
        let plain = key.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0) }.joined()
        return plain.count <= 60 ? plain : plain.prefix(60) + "…"
    }
}
