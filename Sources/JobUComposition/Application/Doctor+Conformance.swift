import Foundation
import JobUConformance
import JobUDatabase
import JobUModel
import JobUStore

extension Doctor {
    /// Checks the store contract in a new schema, database or file next to a database, and removes it afterwards.
    /// - Returns: one finding per sentence, and one for the whole.
    package func conformance(of name: String) async -> [Finding] {
        let subject = "conformance \(name)"
        do {
            guard let database = settings.databases[name] else {
                let known = settings.databases.keys.sorted().joined(separator: ", ")
                throw StartError.configuration("no database '\(name)' in database.yaml; known: \(known)")
            }
            let engine = try EngineParts(of: name, database, among: engines)
            try engine.makeFolder()
            let place = try await place(beside: name, engine)
            return await report(outcomes(in: place, engine), of: place, subject)
        } catch {
            return [Finding(subject: subject, grade: .fail, message: "\(error)")]
        }
    }

    private func place(beside name: String, _ engine: EngineParts) async throws -> TrialDatabase {
        guard let trial = engine.trial else {
            throw StartError.failure(
                "'\(name)' is a transaction pooler; use the server itself for this check")
        }
        let digits = (0..<8).map { _ in String(Int(time.random() * 16) & 15, radix: 16) }.joined()
        do {
            return try await trial.make("jobu_conformance_\(digits)")
        } catch let error as SQLError where error.code == .permission {
            throw StartError.failure(
                "the account of '\(name)' cannot create a schema or database for the check: \(error.message); grant it \(trial.grants), or "
                    + "use a database of database.yaml whose account can")
        }
    }

    private func outcomes(in place: TrialDatabase, _ engine: EngineParts) async -> Result<[Conformance.Outcome], any Error> {
        let conformance = Conformance(
            driver: place.driver, dialect: engine.dialect, migrations: engine.migrations,
            time: time)
        do {
            return .success(try await conformance.outcomes())
        } catch {
            return .failure(error)
        }
    }

    private func report(_ outcomes: Result<[Conformance.Outcome], any Error>, of place: TrialDatabase, _ subject: String) async -> [Finding]
    {
        func finding(_ holds: Bool, _ message: String) -> Finding {
            Finding(subject: subject, grade: holds ? .ok : .fail, message: message)
        }
        var findings: [Finding] = []
        do {
            let all = try outcomes.get()
            findings = all.map { finding($0.failures.isEmpty, ([$0.sentence] + $0.failures).joined(separator: "; ")) }
            let kept = all.count { $0.failures.isEmpty }
            findings.append(finding(kept == all.count, "\(kept) of \(all.count) checks passed"))
        } catch {
            findings.append(finding(false, "the contract could not be checked: \(error)"))
        }
        do {
            try await place.remove()
            findings.append(finding(true, "created and removed \(place.name)"))
        } catch {
            findings.append(finding(false, "\(place.name) could not be removed; remove it by hand: \(error)"))
        }
        return findings
    }
}
