import JobUCron

/// One field of a definition that cannot be accepted.
package struct ValidationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the column, as API and forms spell it.
    package var field: String
    package var message: String

    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }

    package var description: String { "\(field): \(message)" }
}

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
        let handler = definition.handlerName
        check(!handler.isBlank && handler.length <= 100, "handler_name", "must have 1 to 100 characters")
        check(handler.isPrintable, "handler_name", "must not contain control characters")
        if let problem = Self.paramsProblem(definition.handlerParams) {
            problems.append(ValidationProblem(field: "handler_params", message: problem))
        }
        check((0...100).contains(definition.maxRetry), "max_retry", "must be 0 to 100")
        check((1...604_800).contains(definition.timeoutSeconds), "timeout_seconds", "must be 1 to 604800 (a week)")
        check(!definition.queue.isBlank && definition.queue.length <= 100, "queue", "must have 1 to 100 characters")
        check((-10...10).contains(definition.priority), "priority", "must be -10 to 10")
        check((1...10_000).contains(definition.maxConcurrency ?? 1), "max_concurrency", "must be 1 to 10000, or empty")
        check((0...86_400).contains(definition.misfireGraceSeconds), "misfire_grace_seconds", "must be 0 to 86400")
        check((1...1_000).contains(definition.misfireLimit), "misfire_limit", "must be 1 to 1000")
        check(CronDayMatch(rawValue: definition.dayMatch) != nil, "day_match", "must be one of vixie, or, and")
        check(definition.tags.count <= 20, "tags", "must have at most 20 tags")
        check(definition.tags.allSatisfy { !$0.isBlank && $0.length <= 50 }, "tags", "must have 1 to 50 characters each")
        if let start = definition.startAt, let end = definition.endAt {
            check(start < end, "end_at", "must be after start_at")
        }
        return problems + backoffProblems(definition.retryBackoff) + scheduleProblems(definition)
    }

    private func backoffProblems(_ backoff: RetryBackoff) -> [ValidationProblem] {
        let holds =
            (0...86_400).contains(backoff.baseSeconds) && (0...604_800).contains(backoff.maxSeconds)
            && (0...1).contains(backoff.jitter)
        return holds
            ? []
            : [
                ValidationProblem(
                    field: "retry_backoff", message: "base_seconds must be 0 to 86400, max_seconds 0 to 604800, jitter 0 to 1")
            ]
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

    /// What keeps a text from being parameters: a JSON object, not too long, with each key once. Nil when nothing does.
    package static func paramsProblem(_ text: String) -> String? {
        guard text.utf8.count <= 65_536 else { return "must have at most 65536 bytes" }
        do {
            if case .object = try JSONDocument(text).root.content { return nil }
            return "must be a JSON object such as {\"limit\": 10}"
        } catch {
            return "is not valid JSON: \(error)"
        }
    }
}

extension String {
    package var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Characters as JSON Schema and the columns of the tables count them.
    package var length: Int { unicodeScalars.count }

    package var isPrintable: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
