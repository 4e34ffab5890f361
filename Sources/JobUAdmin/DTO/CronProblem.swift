import HTTPTypes
import JobUCron
import JobUModel
import JobUStore

/// What is wrong with a cron expression, and where.
struct CronProblem: Sendable, Equatable {
    var message: String
    /// The field of the expression, such as `minute`, where one is to blame.
    var field: String?
    /// Characters before the fault.
    var position: Int?
    var length: Int?
    var hint: String?
}

/// An expression in words with its next instants, or what is wrong with it.
struct CronPreview: Sendable {
    var words: String
    var next: [Timestamp]

    /// - Throws: `AdminError` 400 for the expression, 422 for the zone.
    init(_ definition: CronJobDefinition, count: Int, after now: Timestamp, language: Language) throws {
        do {
            let schedule = try CronJobSchedule(definition)
            words = schedule.expression.words(in: language.cron)
            next = schedule.next(count, after: now)
        } catch let error as CronParseError {
            throw AdminError(badCron: CronProblem(error, language: language))
        } catch let error as CronZoneError {
            throw AdminError.invalid([InputProblem(.body, "time_zone", String(describing: error))])
        }
    }
}

extension CronProblem {
    init(_ error: CronParseError, language: Language) {
        self.init(message: String(describing: error))
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
        self.init(badCron: CronProblem(of: definition, otherwise: error.description, language: language))
    }
}

extension CronProblem {
    fileprivate init(of definition: CronJobDefinition, otherwise message: String, language: Language) {
        do {
            _ = try CronExpression(definition.cronExpression, dayMatch: CronDayMatch(rawValue: definition.dayMatch) ?? .vixie)
            self.init(message: message)
        } catch {
            self.init(error, language: language)
        }
    }
}
