import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/jobs/{id}` and its buttons.
struct ExecutionPage {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.get("jobs/:id") { request, context in try await show(request, context.executionID()) }
        router.post("jobs/:id/again") { request, context in try await runAgain(request, context.executionID()) }
        for action in ExecutionAction.allCases {
            router.post("jobs/:id/\(action.rawValue)") { request, context in
                try await press(action, request, context.executionID())
            }
        }
    }

    private func press(_ action: ExecutionAction, _ request: Request, _ id: ExecutionID) async throws -> Response {
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        guard try await admin.store.execution(id) != nil else { throw AdminError.notFound("job") }
        if action != .retry, let question = try renderer.question({ $0["ask_\(action.rawValue)_job"] }, request, form, back: "/jobs/\(id)")
        {
            return question
        }
        switch try await admin.perform(action, on: id) {
        case .done where action == .delete: return .redirect("/jobs", notice: "job_deleted")
        case .done: return .redirect("/jobs/\(id)", notice: "job_done")
        case .refused: return .redirect("/jobs/\(id)", notice: "job_refused")
        case .keyTaken: return .redirect("/jobs/\(id)", notice: "job_key_taken")
        case .notFound: throw AdminError.notFound("job")
        }
    }

    private func show(_ request: Request, _ id: ExecutionID) async throws -> Response {
        guard let execution = try await admin.store.execution(id) else { throw AdminError.notFound("job") }
        let frame = PageFrame(request, title: "jobs")
        let texts = frame.texts
        let query = Pairs(request.uri.query ?? "")
        let attempts = try await admin.store.attempts(of: id)
        let status = execution.status
        let handlers = try await admin.liveHandlers()
        let principal = Principal.current
        var view: View = [
            "title": "\(texts["job"]) #\(id)", "href": "/jobs/\(id)", "status": status.rawValue,
            "status_class": Show.statusClass(status), "status_words": texts["status_\(status.rawValue)"],
            "can_retry": status.isRetryable && principal.may(.operator), "can_cancel": !status.isFinished && principal.may(.operator),
            "can_delete": status != .running && principal.may(.admin),
            "cancel_requested": status == .running && execution.cancelRequestedAt != nil,
            "warnings": try await warnings(about: execution, handlers, texts),
            "progress": progress(of: execution) ?? false, "facts": facts(of: execution, texts),
            "error": execution.errorMessage ?? false, "result": execution.result.map(Show.json) ?? false,
            "params": Show.wholeJSON(execution.handlerParams), "params_locked": try await !admin.mayWriteParams(of: execution.handlerName),
            "has_attempts": !attempts.isEmpty,
            "attempts": attempts.map { attempt($0, texts) },
            "gantt": AttemptGantt(execution: execution, attempts: attempts, now: admin.now, texts: texts).view,
        ]
        let lines = try await LogView(id: id, frame: frame).view(
            query["before"].flatMap { Int64($0) }, least: query["level"] ?? "", in: admin.store)
        view.merge(lines) { own, _ in own }
        return try renderer.page("job", view, frame: frame)
    }

    /// What keeps it from being run, or from being run again.
    private func warnings(about execution: Execution, _ handlers: [String: Int], _ texts: Texts) async throws -> [String] {
        var warnings = execution.problems.map { texts.filled("warning_column", $0) }
        if execution.status.isWaiting, handlers[execution.handlerName] == nil {
            warnings.append(texts.filled("warning_handler", execution.handlerName))
        }
        if execution.status.isRetryable, let key = execution.uniqueKey, let holder = try await admin.store.holder(ofUniqueKey: key) {
            warnings.append(texts.filled("warning_key_taken", key, holder))
        }
        return warnings
    }

    /// A new run of the same handler with these parameters; of the same cron, where there is one.
    private func runAgain(_ request: Request, _ id: ExecutionID) async throws -> Response {
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        guard let old = try await admin.store.execution(id) else { throw AdminError.notFound("job") }
        // What was left as it is shown stays as it is stored.
        let posted = form["handler_params"]?.replacing("\r\n", with: "\n") ?? ""
        let isKept = posted.isBlank || posted.trimmingWhitespace == Show.wholeJSON(old.handlerParams).trimmingWhitespace
        let params = isKept ? old.handlerParams : posted
        if let problem = HandlerCall.paramsProblem(params) {
            throw AdminError.invalid([InputProblem(.body, "handler_params", problem).translated(Language(of: request))])
        }
        return .redirect("/jobs/\(try await admin.enqueue(again: old, params: params))", notice: "job_enqueued")
    }

    private func progress(of execution: Execution) -> View? {
        guard execution.status == .running, let fraction = execution.progress else { return nil }
        return ["value": String(fraction), "percent": Show.percent(fraction), "message": execution.progressMessage ?? ""]
    }

    private func facts(of execution: Execution, _ texts: Texts) -> [View] {
        func text(_ key: String, _ value: String?, href: String? = nil) -> View? {
            guard let value, !value.isEmpty else { return nil }
            return ["label": texts[key], "text": value, "href": href ?? false, "is_time": false, "when": false]
        }
        func time(_ key: String, _ value: Timestamp?) -> View? {
            value.map { Show.time($0).merging(["label": texts[key], "text": "", "href": false, "is_time": true]) { own, _ in own } }
        }
        let cronHref = execution.cronJobID.map { "/crons/\($0)" }
        let ended = execution.status == .running ? admin.now : execution.finishedAt
        return [
            text("cron", execution.cronName, href: cronHref), text("handler_name", execution.handlerName),
            time("scheduled_time", execution.scheduledTime), time("run_at", execution.runAt),
            time("started_at", execution.startedAt), time("finished_at", execution.finishedAt),
            text("duration", Show.duration(from: execution.startedAt, to: ended)),
            text("attempt", execution.attempt == 0 ? nil : "\(execution.attempt)/\(execution.options.maxRetry + 1)"),
            text("trigger", execution.trigger.rawValue),
            text("queue", execution.options.queue), text("worker", execution.workerID.map { "#\($0)" }, href: "/workers"),
            text("timeout_seconds", String(execution.options.timeoutSeconds)), text("unique_key", execution.uniqueKey),
        ].compactMap { $0 }
    }

    private func attempt(_ attempt: ExecutionAttempt, _ texts: Texts) -> View {
        let outcome = attempt.outcome?.rawValue ?? ExecutionStatus.running.rawValue
        return [
            "number": String(attempt.attempt), "outcome": outcome, "outcome_class": "s-" + outcome.lowercased(),
            "started": Show.time(attempt.startedAt),
            "duration": Show.duration(from: attempt.startedAt, to: attempt.finishedAt ?? admin.now),
            "worker": attempt.workerID.map { "\(texts["worker"]) #\($0)" } ?? "", "message": attempt.errorMessage ?? false,
        ]
    }
}

extension AdminContext {
    /// Asks for what a run did once more.
    func enqueue(again old: Execution, params: String) async throws -> ExecutionID {
        if let cron = old.cronJobID, try await store.cronJob(cron) != nil {
            return try await editor.runNow(cron, params: params, trigger: .manual) { cron in
                // The cron may have got another handler since, for which these parameters were not written.
                if params != old.handlerParams || cron.definition.handlerName != old.handlerName {
                    try await demandParams(of: cron.definition.handlerName)
                }
            }.id
        }
        if params != old.handlerParams { try await demandParams(of: old.handlerName) }
        var execution = NewExecution(handlerName: old.handlerName, scheduledTime: now, trigger: .manual)
        execution.handlerParams = params
        execution.options = old.options
        return try await store.enqueue(execution, now: now).id
    }
}
