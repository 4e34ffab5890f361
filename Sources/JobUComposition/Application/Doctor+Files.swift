import Foundation

extension Doctor {
    /// Files of configuration and stores that every account of this machine can read or write. What their group may do is left to those who
    /// made the group.
    func files() -> [Finding] {
        let ofStores = settings.databaseFiles.flatMap { path in
            ["", "-wal", "-shm"].map { SettingsFile(path: path + $0, holdsSecret: true) }
        }
        let judged = (settings.files + ofStores).compactMap { FileFault($0) }
        guard !judged.isEmpty else {
            return [
                Finding(subject: "files", grade: .ok, message: "configuration and data are protected from other accounts of this machine")
            ]
        }
        return FileFault.Kind.allCases.compactMap { kind in
            let paths = judged.filter { $0.kind == kind }.map { $0.path }
            guard !paths.isEmpty else { return nil }
            let words = "every account of this machine \(kind.words): chmod 600 \(paths.map(\.quotedForShell).joined(separator: " "))"
            return Finding(subject: "files", grade: kind == .readable ? .warn : .fail, message: words)
        }
    }
}

/// What is wrong with the rights of a file.
private struct FileFault {
    enum Kind: CaseIterable {
        case writable, readableSecret, readable

        var words: String {
            switch self {
            case .writable: "can change what JobU does or has done"
            case .readableSecret: "can read secrets or data"
            case .readable: "can read configuration (no secrets in it so far)"
            }
        }
    }

    let path: String
    let kind: Kind

    /// Nil for a file that is kept from others, or that is not there.
    init?(_ file: SettingsFile) {
        // What a link leads to is what others read. Of a file that cannot be looked at nobody can say anything; whoever needs it does.
        let target = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: target) else { return nil }
        let rights: Int
        do {
            rights = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int ?? 0
        } catch {
            return nil
        }
        path = file.path
        if rights & 0o002 != 0 {
            kind = .writable
        } else if rights & 0o004 != 0 {
            kind = file.holdsSecret ? .readableSecret : .readable
        } else {
            return nil
        }
    }
}

extension String {
    /// The text quoted as one word of a shell.
    fileprivate var quotedForShell: String {
        allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "./_-".contains($0)) } ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
