import JobUCron

/// Checks a definition before it is stored; the same rules for API, pages and command line.
package struct CronJobValidator: Sendable {
    /// Crons that fire more often than this are refused, seconds.
    private let minIntervalSeconds: Int

    package init(minIntervalSeconds: Int) {
        self.minIntervalSeconds = minIntervalSeconds
    }

    /// Everything that is wrong, or nothing.
    package func problems(in definition: CronJobDefinition) -> [ValidationProblem] {
        var problems: [ValidationProblem] = []
        func check(_ holds: Bool, _ field: String, _ message: String) {
            if !holds { problems.append(ValidationProblem(field: field, message: message)) }
        }
        let name = definition.name
        check(!name.isBlank && name.length <= 100, "name", "must have 1 to 100 characters")
        check(name.isPrintable, "name", "must not contain control characters")
        check(definition.description.length <= 500, "description", "must have at most 500 characters")
        problems += HandlerCall.problems(name: definition.handlerName, params: definition.handlerParams)
        problems += definition.options.problems
        check((1...10_000).contains(definition.maxConcurrency ?? 1), "max_concurrency", "must be 1 to 10000, or empty")
        check((0...86_400).contains(definition.misfireGraceSeconds), "misfire_grace_seconds", "must be 0 to 86400")
        check((1...1_000).contains(definition.misfireLimit), "misfire_limit", "must be 1 to 1000")
        check(CronDayMatch(rawValue: definition.dayMatch) != nil, "day_match", "must be one of vixie, or, and")
        check(definition.tags.count <= 20, "tags", "must have at most 20 tags")
        check(definition.tags.allSatisfy { !$0.isBlank && $0.length <= 50 }, "tags", "must have 1 to 50 characters each")
        if let start = definition.startAt, let end = definition.endAt {
            check(start < end, "end_at", "must be after start_at")
        }
        return problems + scheduleProblems(definition)
    }

    private func scheduleProblems(_ definition: CronJobDefinition) -> [ValidationProblem] {
        do {
            let schedule = try CronJobSchedule(definition)
            if schedule.expression.isReboot {
                return [
                    ValidationProblem(
                        field: "cron_expression", message: "@reboot is an event, not a schedule; write when it runs, such as 0 2 * * *")
                ]
            }
            if let interval = schedule.expression.minimumInterval, interval < .seconds(minIntervalSeconds) {
                return [
                    ValidationProblem(
                        field: "cron_expression",
                        message: "fires every \(Int(interval.inSeconds)) s; the shortest allowed interval is \(minIntervalSeconds) s "
                            + "(min_cron_interval_seconds in dispatcher.yaml)")
                ]
            }
            return []
        } catch let error as CronZoneError {
            return [ValidationProblem(field: "time_zone", message: String(describing: error))]
        } catch {
            return [ValidationProblem(field: "cron_expression", message: String(describing: error))]
        }
    }
}
