import Foundation
import Synchronization

/// The tzdata of a machine: zone files read when first asked for, then kept.
final class ZoneDatabase: Sendable {
    static let system = ZoneDatabase(directories: [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo", "/var/db/timezone/zoneinfo",
    ])

    private static let nameBytesMax = 64
    /// In tzdata by name, but what people write for New York or Berlin, and means something else there.
    private static let abbreviations: Set = ["EST", "MST", "HST", "CET", "EET", "MET", "WET"]
    private static let utcNames: Set = ["UTC", "Etc/UTC"]

    private let directories: [String]
    /// Only names that exist are kept, so there are never more tables than zones.
    private let tables = Mutex<[String: ZoneTable]>([:])
    /// Listed once, because hundreds of files are opened for it.
    private let listedNames = Mutex<[String]?>(nil)

    init(directories: [String]) {
        self.directories = directories
    }

    /// Looked for anew each time: the data may be installed while the process runs.
    private var directory: String? {
        directories.first { FileManager.default.fileExists(atPath: $0) }
    }

    func table(named name: String) throws(CronZoneError) -> ZoneTable {
        if let table = tables.withLock({ $0[name] }) { return table }
        guard Self.isPlausible(name) else { throw error(name) }
        if Self.utcNames.contains(name) { return ZoneTable(name: name, offset: 0, changes: []) }
        guard let directory else { throw error(name) }
        guard Self.hasExactCase(name, in: directory) else { throw error(name) }
        guard let data = FileManager.default.contents(atPath: directory + "/" + name), data.starts(with: Array("TZif".utf8)) else {
            throw error(name)
        }
        guard let file = TimeZoneFile(data), let table = ZoneTable(name: name, file: file) else {
            throw CronZoneError(code: .damaged, name: CronText.shown(name), nearest: [])
        }
        return tables.withLock { tables in
            // Another thread may have been faster; all zones of a name share one table.
            if let first = tables[name] { return first }
            tables[name] = table
            return table
        }
    }

    /// `tzdata.zi` begins with a comment such as `# version 2025b`; some systems have a file `+VERSION`.
    var version: String? {
        guard let directory else { return nil }
        if let line = Self.head(of: directory + "/tzdata.zi")?.split(separator: "\n").first, line.hasPrefix("# version ") {
            return String(line.dropFirst(10))
        }
        return Self.head(of: directory + "/+VERSION")?.split(separator: "\n").first.map(String.init)
    }

    /// Every name, sorted.
    func names() -> [String] {
        listedNames.withLock { listed in
            if let listed { return listed }
            let names = readNames()
            if !names.isEmpty { listed = names }
            return names
        }
    }

    private func readNames() -> [String] {
        guard let directory, let all = FileManager.default.enumerator(atPath: directory) else { return [] }
        return all.compactMap { $0 as? String }.filter { name in
            Self.isPlausible(name) && Self.head(of: directory + "/" + name)?.hasPrefix("TZif") == true
        }.sorted()
    }

    /// Whether a text can be a zone's name: no path tricks, no `posix/` or `right/` (leap seconds), no helper files.
    private static func isPlausible(_ name: String) -> Bool {
        let bytes = name.utf8
        guard let first = bytes.first, 0x41...0x5A ~= first, bytes.count <= nameBytesMax else { return false }
        let isClean = bytes.allSatisfy {
            ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2F || $0 == 0x2D || $0 == 0x5F || $0 == 0x2B
        }
        return isClean && bytes.last != 0x2F && !name.contains("//") && name != "Factory" && !abbreviations.contains(name)
    }

    /// The first bytes of a file as text; nil when there is no such file.
    private static func head(of path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { handle.closeFile() }
        do {
            return try handle.read(upToCount: 40).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            // A directory, or unreadable: nothing to offer.
            return nil
        }
    }

    /// Some file systems fold case; names do not.
    private static func hasExactCase(_ name: String, in directory: String) -> Bool {
        var path = directory
        for part in name.split(separator: "/") {
            do {
                guard try FileManager.default.contentsOfDirectory(atPath: path).contains(String(part)) else { return false }
            } catch {
                // Not a directory: no such zone.
                return false
            }
            path += "/" + part
        }
        return true
    }

    private func error(_ name: String) -> CronZoneError {
        let shown = CronText.shown(name)
        let isOffset = name.utf8.contains { $0 == 0x2B || $0 == 0x3A || $0 &- 0x30 < 10 }
        let isShort = 1...5 ~= name.utf8.count && name.utf8.allSatisfy { 0x41...0x5A ~= $0 }
        if directory == nil { return CronZoneError(code: .noDatabase, name: shown, nearest: []) }
        if isOffset { return CronZoneError(code: .offset, name: shown, nearest: []) }
        if isShort { return CronZoneError(code: .abbreviation, name: shown, nearest: []) }
        let names = names()
        // A folder without zones is no database.
        if names.isEmpty { return CronZoneError(code: .noDatabase, name: shown, nearest: []) }
        let nearest = name.utf8.count <= Self.nameBytesMax ? NearestNames.find(name, in: names) : []
        return CronZoneError(code: .unknown, name: shown, nearest: nearest)
    }
}
