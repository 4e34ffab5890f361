import JobUDatabase

/// What is wrong with a store as a whole, so that no request and no service can do its work.
package enum StoreFault: String, Sendable, CaseIterable {
    /// Nobody answers, or not in time.
    case away = "store_unavailable"
    /// It can be read only: a standby, or a server or file that was made read-only.
    case readOnly = "store_read_only"
    /// Its disk is full.
    case full = "store_full"
    /// Its file was deleted or replaced while it was open.
    case fileGone = "store_file_gone"

    /// Nil for an error that says nothing about the store as a whole.
    package init?(_ error: any Error) {
        guard let code = error.databaseError?.code else { return nil }
        switch code {
        case .connectionLost, .cannotOpen, .timeout, .busy: self = .away
        case .readOnlyTransaction: self = .readOnly
        case .diskFull: self = .full
        case .fileGone: self = .fileGone
        default: return nil
        }
    }

    /// What is so, and what to do about it.
    package var words: String {
        switch self {
        case .away: "the database does not answer; try again"
        case .readOnly: "the database is read-only: nothing can be changed until it accepts writes again"
        case .full: "the disk of the database is full: nothing was stored; free some space and try again"
        case .fileGone: "the file of the database was deleted or replaced while it was open; put it back, or restart JobU"
        }
    }
}
