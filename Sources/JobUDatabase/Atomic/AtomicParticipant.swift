import Synchronization

/// One participant of one transaction: its session from the pool, and the transaction that is open on it.
final class AtomicParticipant: Sendable {
    enum Part: Sendable, Equatable {
        case lastAgent
        case branch(BranchID)
        case reader
    }

    /// What is known of a branch's prepare.
    enum Vote: Sendable {
        case none
        /// Asked for; whether it happened is not known.
        case asked
        case yes
    }

    struct Opened: Sendable {
        var connection: any DatabaseConnection
        var session: TransactionSession
    }

    let database: Database
    let site: String
    let part: Part
    /// What is to be done after the commit.
    let callbacks: CommitCallbacks
    private let opening: AsyncOnce<Opened>
    private let isGivenBack = Mutex(false)
    private let vote = Mutex(Vote.none)

    init(_ database: Database, site: String, part: Part, isolation: IsolationLevel?) {
        self.database = database
        self.site = site
        self.part = part
        let callbacks = CommitCallbacks()
        self.callbacks = callbacks
        opening = AsyncOnce { try await Self.open(database, part, isolation, callbacks) }
    }

    var name: String { database.name }
    private var pool: ConnectionPool { part == .reader ? database.readers : database.writers }

    /// Where an engine has one writer, its lock is taken with the first statement, so as to hold up others as little as possible.
    var beginsLate: Bool { database.hasOneWriter && part != .reader }

    /// Takes a session and begins, when that has not happened yet.
    func open() async throws -> Opened { try await opening.value() }

    var opened: Opened? { opening.finished }
    var isUsed: Bool { opened?.session.isUsed ?? false }

    private static func open(
        _ database: Database, _ part: Part, _ isolation: IsolationLevel?, _ callbacks: CommitCallbacks
    ) async throws -> Opened {
        let pool = part == .reader ? database.readers : database.writers
        let connection = try await pool.acquire()
        do {
            switch part {
            case .lastAgent: try await database.atomic.beginLastAgent(connection, isolation: isolation)
            case .branch(let id): try await database.atomic.beginBranch(connection, id, isolation: isolation)
            case .reader: try await connection.begin(.readOnly, isolation: isolation)
            }
        } catch {
            await Self.throwAway(connection, pool)
            throw TransactionError(stage: .begin, underlying: error)
        }
        let mode: TransactionMode = part == .reader ? .readOnly : .readWrite
        return Opened(
            connection: connection,
            session: TransactionSession(connection, database: database.name, mode: mode, isStrict: true, callbacks: callbacks))
    }

    /// Prepares the branch; returns only when its engine said yes.
    func prepare() async throws {
        guard case .branch(let id) = part else { return }
        let session = try await open().session
        vote.withLock { $0 = .asked }
        try await session.run { try await database.atomic.prepare($0, id) }
        vote.withLock { $0 = .yes }
    }

    var voted: Vote { vote.withLock(\.self) }

    /// The session is good for the next caller.
    func giveBack() async {
        guard let opened, takeOnce() else { return }
        opened.session.end()
        await pool.release(opened.connection)
    }

    /// What the session is in is not known: it is closed, which also lets others finish a branch it holds.
    func throwAway() async {
        guard let opened, takeOnce() else { return }
        opened.session.end()
        await Self.throwAway(opened.connection, pool)
    }

    /// Undoes what was not prepared.
    func rollBack() async {
        guard let opened else { return }
        do {
            switch part {
            case .branch(let id): try await database.atomic.abandonBranch(opened.connection, id)
            case .lastAgent, .reader: try await opened.connection.rollback()
            }
            await giveBack()
        } catch {
            // A session that is closed is rolled back by its server.
            await throwAway()
        }
    }

    private func takeOnce() -> Bool {
        isGivenBack.withLock { isGivenBack in
            defer { isGivenBack = true }
            return !isGivenBack
        }
    }

    private static func throwAway(_ connection: any DatabaseConnection, _ pool: ConnectionPool) async {
        do { try await connection.close() } catch {
            // It was broken already: that is why it is thrown away.
        }
        pool.discard(isLost: false)
    }
}
