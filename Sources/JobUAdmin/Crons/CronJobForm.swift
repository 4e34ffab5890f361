import JobUModel

/// The form of a cron as texts: what the page shows, and what a browser sends back.
struct CronJobForm: Sendable {
    /// By field name.
    private(set) var values: [String: String]

    static let fields = [
        "name", "description", "cron_expression", "time_zone", "handler_name", "handler_params", "max_retry",
        "timeout_seconds", "day_match", "overlap_policy", "misfire_policy", "misfire_limit", "misfire_grace_seconds",
        "retry_backoff.kind", "retry_backoff.base_seconds", "retry_backoff.max_seconds", "retry_backoff.jitter", "queue",
        "priority", "max_concurrency", "start_at", "end_at", "tags",
    ]

    private static let numbers: Set<String> = [
        "max_retry", "timeout_seconds", "misfire_limit", "misfire_grace_seconds", "retry_backoff.base_seconds",
        "retry_backoff.max_seconds", "priority", "max_concurrency",
    ]

    /// Fields that mean "none" when empty.
    private static let optional: Set<String> = ["max_concurrency", "start_at", "end_at"]

    /// Fields that a new cron takes from its handler where they are left empty.
    static let declared: Set<String> = [
        "max_retry", "timeout_seconds", "retry_backoff.kind", "retry_backoff.base_seconds", "retry_backoff.max_seconds",
        "retry_backoff.jitter", "queue", "priority",
    ]

    /// What they are of a handler that declares nothing.
    static let undeclared = CronJobForm(CronJobDefinition(name: "", cronExpression: "", handlerName: "")).values

    /// An empty form, for a new cron.
    init() {
        self.init(CronJobDefinition(name: "", cronExpression: "", handlerName: ""))
        for field in Self.declared { values[field] = "" }
    }

    init(_ definition: CronJobDefinition) {
        let backoff = definition.options.retryBackoff
        let isAllowed = definition.overlapPolicy == .allow
        values = [
            "name": definition.name, "description": definition.description, "cron_expression": definition.cronExpression,
            "time_zone": definition.timeZone, "handler_name": definition.handlerName,
            "handler_params": Show.wholeJSON(definition.handlerParams), "is_enabled": definition.isEnabled ? "true" : "",
            "allow_overlap": isAllowed ? "true" : "", "max_retry": String(definition.options.maxRetry),
            "timeout_seconds": String(definition.options.timeoutSeconds), "day_match": definition.dayMatch,
            "overlap_policy": (isAllowed ? OverlapPolicy.skip : definition.overlapPolicy).rawValue,
            "misfire_policy": definition.misfirePolicy.rawValue, "misfire_limit": String(definition.misfireLimit),
            "misfire_grace_seconds": String(definition.misfireGraceSeconds), "retry_backoff.kind": backoff.kind.rawValue,
            "retry_backoff.base_seconds": String(backoff.baseSeconds),
            "retry_backoff.max_seconds": String(backoff.maxSeconds), "retry_backoff.jitter": String(backoff.jitter),
            "queue": definition.options.queue, "priority": String(definition.options.priority),
            "max_concurrency": definition.maxConcurrency.map(String.init) ?? "",
            "start_at": definition.startAt?.description ?? "", "end_at": definition.endAt?.description ?? "",
            "tags": definition.tags.joined(separator: ", "),
        ]
    }

    /// What was posted; a field that is missing keeps the default of a new cron.
    init(_ posted: Pairs) {
        self.init()
        for field in Self.fields {
            if let text = posted[field] { values[field] = text.replacing("\r\n", with: "\n") }
        }
        // A browser does not send a box that is not ticked.
        for box in ["is_enabled", "allow_overlap"] { values[box] = posted[box] == "true" ? "true" : "" }
    }

    func isTicked(_ name: String) -> Bool { values[name] == "true" }

    /// The form as the body that the API takes, so that both are checked by the same rules.
    /// - Parameter old: what the form was opened with; parameters that were left as they were shown stay as they are stored.
    func body(over old: CronJobDefinition? = nil) -> JSONBody {
        var body = JSONBody()
        var backoff: [String: JSONValue] = [:]
        for field in Self.fields where field != "tags" && field != "handler_params" && field != "overlap_policy" {
            let text = values[field, default: ""]
            if text.trimmingWhitespace.isEmpty, Self.declared.contains(field) { continue }
            let value = Self.value(of: field, text.trimmingWhitespace)
            if field.hasPrefix("retry_backoff.") {
                backoff[String(field.dropFirst("retry_backoff.".count))] = value
            } else {
                body.set(field, value)
            }
        }
        body.set("retry_backoff", .object(backoff))
        body.set(
            "tags",
            .array(values["tags", default: ""].split(separator: ",").map(\.trimmingWhitespace).filter { !$0.isEmpty }.map(JSONValue.string))
        )
        if let params = params(over: old) { body.set("handler_params", params.value, text: params.text) }
        body.set("is_enabled", .bool(isTicked("is_enabled")))
        body.set("overlap_policy", .string(isTicked("allow_overlap") ? "allow" : values["overlap_policy", default: "skip"]))
        return body
    }

    /// Nil where they were not touched.
    private func params(over old: CronJobDefinition?) -> (value: JSONValue, text: String?)? {
        let text = values["handler_params", default: ""]
        if text.trimmingWhitespace.isEmpty { return (.object([:]), "{}") }
        if let old, Show.wholeJSON(old.handlerParams).trimmingWhitespace == text.trimmingWhitespace { return nil }
        do {
            let document = try JSONDocument(text)
            return (document.value, document.text(of: document.root))
        } catch {
            // Any text is refused as not being an object.
            return (.string(text), nil)
        }
    }

    private static func value(of field: String, _ text: String) -> JSONValue {
        if text.isEmpty, optional.contains(field) { return .null }
        if numbers.contains(field), let number = Int64(text) { return .int(number) }
        if field == "retry_backoff.jitter", let number = Double(text), number.isFinite { return .double(number) }
        return .string(text)
    }
}

extension StringProtocol {
    var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
