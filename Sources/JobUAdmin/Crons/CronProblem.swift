import HTTPTypes
import JobUCron
import JobUModel
import JobUStore

/// What is wrong with a cron expression, and where.
struct CronProblem: Sendable, Equatable {
    var message: String
    /// The field of the expression, such as `minute`; `expression` where no single one is to blame.
    var field: String?
    /// Bytes before the fault, and of the fault.
    var position: Int?
    var length: Int?
    var hint: String?
}

extension CronProblem {
    init(_ error: CronParseError, language: Language) {
        self.init(
            message: error.message(in: language.cron), field: error.field.rawValue, position: error.offset, length: error.length,
            hint: error.hint(in: language.cron))
    }

    /// What keeps an expression from being read; nil when nothing does.
    init?(of definition: CronJobDefinition, language: Language) {
        do {
            _ = try CronExpression(definition.cronExpression, dayMatch: CronDayMatch(rawValue: definition.dayMatch) ?? .vixie)
            return nil
        } catch {
            self.init(error, language: language)
        }
    }

    /// Message and hint as one text.
    var sentence: String { [message, hint].compactMap { $0 }.joined(separator: " – ") }
}

extension CronZoneError {
    /// Message and hint as one text.
    func sentence(in language: Language) -> String { "\(message(in: language.cron)) – \(hint(in: language.cron))" }
}

/// An expression in words with its next instants, or what is wrong with it.
struct CronPreview: Sendable {
    var words: String
    var next: [Timestamp]
    /// What an author may not expect of the expression.
    var notes: [String]

    /// - Throws: `AdminError` 400 for the expression, 422 for the zone.
    init(_ definition: CronJobDefinition, count: Int, after now: Timestamp, language: Language) throws {
        do {
            let schedule = try CronJobSchedule(definition)
            words = schedule.expression.words(in: language.cron)
            next = schedule.next(count, after: now)
            notes = schedule.expression.notes.map { $0.message(in: language.cron) }
        } catch let error as CronParseError {
            throw AdminError(badCron: CronProblem(error, language: language))
        } catch let error as CronZoneError {
            throw AdminError.invalid([InputProblem(.body, "time_zone", error.sentence(in: language))])
        }
    }
}

extension CronJobSchedule {
    /// The schedule of a stored cron, for answers that are made from it.
    /// - Throws: `AdminError` 409 for one that this process cannot read.
    init(readable definition: CronJobDefinition) throws {
        do {
            try self.init(definition)
        } catch {
            let fault = ScheduleFault.unreadable(ScheduleProblem(error))
            throw AdminError(status: .conflict, code: "unreadable_schedule", message: fault.text(in: .english))
        }
    }
}

extension AdminError {
    init(badCron problem: CronProblem) {
        self.init(status: .badRequest, code: "bad_cron", message: problem.message, cron: problem)
    }

    /// What a refused definition answers: 400 when only the cron expression is wrong, else 422 with every field.
    init(_ error: ValidationError, of definition: CronJobDefinition?, language: Language) {
        guard let definition, error.problems.allSatisfy({ $0.field == "cron_expression" }) else {
            self = .invalid(error.problems.map(InputProblem.init))
            return
        }
        // An expression that can be read fires too often.
        let tooOften = CronProblem(message: error.problems.map(\.message).joined(separator: "; "))
        self.init(badCron: CronProblem(of: definition, language: language) ?? tooOften)
    }
}
