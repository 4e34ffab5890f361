import JobUModel

/// The form of a cron as its template shows it.
struct CronJobFormView {
    let form: CronJobForm
    let problems: [InputProblem]
    let texts: Texts
    let handlers: [String]

    var view: View {
        [
            "main_fields": [
                input("name", help: texts["help_name"], required: true), input("description"),
                input("cron_expression", help: texts["help_cron"], placeholder: "* * * * *", required: true),
                input("time_zone", list: "zones"),
                input("handler_name", help: handlerHelp, list: "handlers", required: true),
                field("handler_params", kind: "is_area", help: texts["help_params"]),
            ],
            "limit_fields": [input("max_retry", numeric: true), input("timeout_seconds", numeric: true)],
            "advanced_fields": advanced,
            "advanced_open": problems.contains { problem in advancedNames.contains { problem.field.hasPrefix($0) } },
            "is_enabled": form.isTicked("is_enabled"), "allow_overlap": form.isTicked("allow_overlap"),
            "has_problems": !problems.isEmpty,
            "problems": problems.map { problem in
                let root = String(problem.field.prefix { $0 != "." })
                let label = texts.words[problem.field] ?? texts[root]
                return [
                    "field": problem.field == "retry_backoff" ? "retry_backoff.base_seconds" : problem.field,
                    "label": label, "message": problem.message,
                ] as View
            },
            "handlers": handlers, "zones": Self.zones,
        ]
    }

    private var advancedNames: [String] {
        ["day_match", "overlap_policy", "misfire", "retry_backoff", "queue", "priority", "max_concurrency", "start_at", "end_at", "tags"]
    }

    private var advanced: [View] {
        [
            select("overlap_policy", ["skip", "queue", "cancel_running"].map { ($0, "overlap_\($0)") }),
            select("misfire_policy", ["fire_once", "skip", "catch_up"].map { ($0, "misfire_\($0)") }),
            input("misfire_limit", numeric: true), input("misfire_grace_seconds", numeric: true),
            select("retry_backoff.kind", [("exponential", "exponential"), ("fixed", "fixed")]),
            input("retry_backoff.base_seconds", numeric: true), input("retry_backoff.max_seconds", numeric: true),
            input("retry_backoff.jitter"), input("queue"), input("priority"),
            input("max_concurrency", numeric: true), select("day_match", [("vixie", "vixie"), ("or", "or"), ("and", "and")]),
            input("start_at", help: texts["help_instant"]), input("end_at", help: texts["help_instant"]), input("tags"),
        ]
    }

    private var handlerHelp: String {
        handlers.isEmpty ? texts["help_handler_none"] : texts.filled("help_handler", handlers.joined(separator: ", "))
    }

    private func input(
        _ name: String, help: String? = nil, placeholder: String? = nil, list: String? = nil, required: Bool = false,
        numeric: Bool = false
    ) -> View {
        var view = field(name, kind: "is_input", help: help)
        view["placeholder"] = placeholder ?? ofHandler(name) ?? false
        view["list"] = list ?? false
        view["required"] = required
        view["numeric"] = numeric
        return view
    }

    private func select(_ name: String, _ options: [(value: String, key: String)]) -> View {
        var view = field(name, kind: "is_select", help: nil)
        let isOpen = form.values[name] == ""
        view["options"] = ((isOpen ? [(value: "", key: ofHandler(name) ?? "")] : []) + options).map { option in
            ["value": option.value, "label": texts[option.key], "selected": form.values[name] == option.value] as View
        }
        return view
    }

    /// What an empty field of a new cron means.
    private func ofHandler(_ name: String) -> String? {
        guard CronJobForm.declared.contains(name), let value = CronJobForm.undeclared[name] else { return nil }
        return texts.filled("of_handler", texts[value])
    }

    private func field(_ name: String, kind: String, help: String?) -> View {
        // What is wrong with the backoff as a whole stands at its first number.
        let problem = problems.first { $0.field == name || (name == "retry_backoff.base_seconds" && $0.field == "retry_backoff") }
        return [
            "name": name, "label": texts[name], "value": form.values[name] ?? "", "help": help ?? false,
            "problem": problem?.message ?? false, "required": false, "is_input": kind == "is_input",
            "is_area": kind == "is_area", "is_json": name == "handler_params", "is_select": kind == "is_select", "options": [View](),
        ]
    }

    /// Suggestions; any IANA name is accepted.
    private static let zones = [
        "UTC", "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai",
        "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Istanbul", "America/New_York",
        "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Australia/Sydney", "Pacific/Auckland",
    ]
}
