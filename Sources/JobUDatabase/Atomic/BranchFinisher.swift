import JobUTime
import Logging

/// Brings one branch to the end that was decided, and asks the register where that is not known.
struct BranchFinisher: Sendable {
    /// The number of tries before a branch is left to recovery.
    private static let triesMax = 4

    let environment: AtomicEnvironment

    /// What the register of the last agent says; where it says nothing yet, that the transaction is rolled back. Nil when it cannot
    /// be asked.
    func decision(_ gtrid: String, in database: Database, triesMax: Int = triesMax) async -> RegisterRow.State? {
        for attempt in 1...triesMax {
            do {
                let state = try await database.withConnection(.readWrite) { connection in
                    try await database.atomic.resolve(connection, gtrid: gtrid, now: environment.now)
                }
                if let state { return RegisterRow.State(rawValue: state) }
            } catch {
                note("Register read failed", gtrid, database, error)
            }
            guard attempt < triesMax, await pause(attempt) else { break }
        }
        return nil
    }

    /// On the session that prepared it, which one engine asks for; else on another. A branch that cannot be told now is left to the
    /// recovery.
    func finish(_ participant: AtomicParticipant, _ id: BranchID, _ decision: RegisterRow.State) async {
        if let opened = participant.opened, opened.session.failure == nil {
            do {
                let answer = try await Self.tell(participant.database, opened.connection, id, decision)
                if answer == .done { return await participant.giveBack() }
            } catch {
                note("Branch finish failed on the connection that prepared it", id.gtrid, participant.database, error)
            }
        }
        // While that session lives, its engine may hide the branch from others.
        await participant.throwAway()
        for attempt in 1...Self.triesMax {
            do {
                if try await finish(id, in: participant.database, decision) { return }
            } catch {
                note("Branch finish failed", id.gtrid, participant.database, error)
            }
            guard await pause(attempt) else { break }
        }
        environment.logger.notice(
            "Branch left to recovery", metadata: ["gtrid": "\(id.gtrid)", "database": "\(participant.name)"])
    }

    /// Undoes a branch of a transaction that cannot be committed any more.
    func abandon(_ participant: AtomicParticipant) async {
        guard case .branch(let id) = participant.part else { return }
        switch participant.voted {
        case .none: await participant.rollBack()
        case .asked:
            await participant.throwAway()
            await finish(participant, id, .aborted)
        case .yes: await finish(participant, id, .aborted)
        }
    }

    /// Returns whether the branch is known to have ended as decided.
    func finish(_ id: BranchID, in database: Database, _ decision: RegisterRow.State) async throws -> Bool {
        try await database.withConnection(.readWrite) { connection in
            switch try await Self.tell(database, connection, id, decision) {
            case .done: return true
            case .busy, .lost: return false
            case .unknown:
                let isListed = try await database.atomic.preparedBranches(connection, gtridPrefix: id.gtrid).contains(id)
                if isListed { return false }
                if decision == .aborted { return true }
                return try await !connection.fetchAll(AtomicRegister.receipts([id])).isEmpty
            }
        }
    }

    private static func tell(
        _ database: Database, _ connection: any DatabaseConnection, _ id: BranchID, _ decision: RegisterRow.State
    ) async throws -> BranchAnswer {
        decision == .aborted
            ? try await database.atomic.rollbackPrepared(connection, id) : try await database.atomic.commitPrepared(connection, id)
    }

    /// False when it was cancelled.
    private func pause(_ attempt: Int) async -> Bool {
        do {
            try await environment.time.clock.sleep(for: .milliseconds(50 << attempt) * (0.5 + environment.time.random()))
            return true
        } catch {
            return false
        }
    }

    private func note(_ message: Logger.Message, _ gtrid: String, _ database: Database, _ error: any Error) {
        environment.logger.debug(message, metadata: ["gtrid": "\(gtrid)", "database": "\(database.name)", "error": "\(error)"])
    }
}
