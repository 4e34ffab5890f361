import JobUAdmin
import JobUCron
import JobUDatabase
import JobUHTTP
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUWorker

/// What reads texts and bytes of others, each with what has to hold whatever comes. A trap ends the process, which is how it is found; what
/// does not hold is thrown.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case cron, json, frames, statements, forms, urls

    /// Longer input says nothing new.
    package static let bytesMax = 4_096

    /// - Throws: `FuzzFault` when something does not hold.
    package func run(_ bytes: [UInt8]) throws(FuzzFault) {
        let bytes = Array(bytes.prefix(Self.bytesMax))
        let text = String(decoding: bytes, as: UTF8.self)
        switch self {
        case .cron: try Self.cron(text)
        case .json: try Self.json(text)
        case .frames: try Self.frames(bytes)
        case .statements: try Self.statements(text)
        case .forms: try Self.forms(text)
        case .urls: try Self.urls(text)
        }
    }

    /// What is read is written so that it is read as the same, and fires after the instant it is asked for.
    private static func cron(_ text: String) throws(FuzzFault) {
        for dialect in CronDialect.allCases {
            guard let expression = parsed(text, dialect) else { continue }
            guard let again = parsed(expression.description, dialect), again.description == expression.description else {
                throw FuzzFault("\(text) is written as \(expression), which is read as something else")
            }
            let start: Int64 = 1_700_000_000
            if !expression.isReboot, let next = expression.next(after: start, in: .utc), next <= start {
                throw FuzzFault("\(text) fires at \(next), before it is asked")
            }
        }
        _ = CronLines.answer(text)
    }

    private static func parsed(_ text: String, _ dialect: CronDialect) -> CronExpression? {
        do { return try CronExpression(text, dialect: dialect) } catch { return nil }
    }

    /// Each part of what is read is read as the same again, and what it means can be written.
    private static func json(_ text: String) throws(FuzzFault) {
        let document: JSONDocument
        do { document = try JSONDocument(text) } catch { return }
        do {
            let again = try JSONDocument(document.text(of: document.root))
            guard again.value == document.value else { throw FuzzFault("\(text) is read as something else the second time") }
            let written = try JSONText.encode(document.value)
            guard try JSONDocument(written).value == document.value else { throw FuzzFault("\(written) is read as something else") }
        } catch let fault as FuzzFault {
            throw fault
        } catch {
            throw FuzzFault("\(text) is read and cannot be written: \(error)")
        }
    }

    /// The frames are the same in whatever portions they come, and what they are made of again is what was read.
    private static func frames(_ bytes: [UInt8]) throws(FuzzFault) {
        let (whole, wholeError) = decoded([bytes])
        let (pieces, piecesError) = decoded(bytes.map { [$0] })
        guard whole == pieces, wholeError == piecesError else { throw FuzzFault("frames depend on the portions they come in") }
        do {
            let again = try whole.flatMap { try $0.encoded() }
            guard bytes.starts(with: again) else { throw FuzzFault("frames are not what they were read from") }
        } catch let fault as FuzzFault {
            throw fault
        } catch {
            throw FuzzFault("a frame that was read cannot be written: \(error)")
        }
    }

    private static func decoded(_ portions: [[UInt8]]) -> ([Frame], FrameError?) {
        var decoder = FrameDecoder()
        var frames: [Frame] = []
        for portion in portions {
            decoder.append(portion)
            do {
                while let frame = try decoder.next() { frames.append(frame) }
            } catch {
                return (frames, error)
            }
        }
        return (frames, nil)
    }

    /// The pieces of a statement are all of it, and nothing that is let through holds what is refused.
    private static func statements(_ text: String) throws(FuzzFault) {
        for syntax in [StatementSyntax.sqlite, .postgres, .mysql] {
            var scanner = StatementScanner(text, syntax)
            var position = 0
            while let token = scanner.next() {
                guard token.range.lowerBound == position, !token.range.isEmpty else { throw FuzzFault("\(text): a gap at \(position)") }
                position = token.range.upperBound
            }
            guard position == scanner.bytes.count else { throw FuzzFault("\(text): the scanner stops at \(position)") }
            let statement: NamedStatement
            do { statement = try NamedStatement(text, syntax) } catch { continue }
            guard syntax.verbs.contains(statement.verb) else { throw FuzzFault("\(text): the verb \(statement.verb) is let through") }
            let (rendered, binds) = statement.bound([:]).rendered { _ in "NULL" }
            guard !rendered.utf8.contains(0), binds.count >= statement.names.count else { throw FuzzFault("\(text): \(rendered)") }
        }
    }

    /// No name or value holds a NUL, and each part is either read or named as malformed.
    private static func forms(_ text: String) throws(FuzzFault) {
        let pairs = Pairs(text)
        guard pairs.items.count + pairs.malformed.count == text.split(separator: "&").count else { throw FuzzFault("a part is lost") }
        for item in pairs.items where item.name.utf8.contains(0) || item.value.utf8.contains(0) { throw FuzzFault("a NUL comes through") }
    }

    /// The host that is judged is the host that is called, and nothing in it could end a line of the request.
    private static func urls(_ text: String) throws(FuzzFault) {
        let url: OutboundURL
        do { url = try OutboundURL(text) } catch { return }
        let signs = url.host.unicodeScalars
        guard !signs.isEmpty, signs.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0 != "/" && $0 != "@" && $0 != "#" && $0 != "?" }) else {
            throw FuzzFault("\(text): the host '\(url.host)'")
        }
        guard (1...65_535).contains(url.port) else { throw FuzzFault("\(text): the port \(url.port)") }
        do {
            guard try OutboundURL("\(url)").host == url.host else { throw FuzzFault("\(text): another host when it is read again") }
        } catch let fault as FuzzFault {
            throw fault
        } catch {
            throw FuzzFault("\(text) is read as \(url), which is refused: \(error)")
        }
    }
}

/// What did not hold.
package struct FuzzFault: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
