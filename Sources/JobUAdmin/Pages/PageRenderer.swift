import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import Mustache
import NIOCore

/// Fills templates in. All text goes through the escaping `{{name}}`; no template has an unescaped form.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let wall: any WallClock

    /// - Parameter wall: what "3 min ago" counts from.
    /// - Throws: when a template is not valid.
    init(wall: any WallClock) throws {
        self.wall = wall
        var library = MustacheLibrary()
        for (name, bytes) in Self.templates {
            try library.register(String(decoding: bytes, as: UTF8.self).withFormTokens, named: name)
        }
        self.library = library
    }

    static var templates: [(name: String, bytes: [UInt8])] {
        [
            ("layout", PackageResources.layout_mustache), ("when", PackageResources.when_mustache),
            ("pager", PackageResources.pager_mustache), ("field", PackageResources.field_mustache),
            ("execution_rows", PackageResources.execution_rows_mustache), ("sort_head", PackageResources.sort_head_mustache),
            ("dashboard", PackageResources.dashboard_mustache),
            ("display_menu", PackageResources.display_menu_mustache), ("confirm", PackageResources.confirm_mustache),
            ("spark", PackageResources.spark_mustache),
            ("cron", PackageResources.cron_mustache), ("schedule", PackageResources.schedule_mustache),
            ("queues", PackageResources.queues_mustache), ("activity", PackageResources.activity_mustache),
            ("gantt", PackageResources.gantt_mustache), ("log", PackageResources.log_mustache),
            ("crons", PackageResources.crons_mustache), ("cron_form", PackageResources.cron_form_mustache),
            ("jobs", PackageResources.jobs_mustache), ("job", PackageResources.job_mustache),
            ("workers", PackageResources.workers_mustache), ("error", PackageResources.error_mustache),
            ("docs", PackageResources.docs_mustache), ("transactions", PackageResources.transactions_mustache),
            ("alerts", PackageResources.alerts_mustache),
            ("csrf", PackageResources.csrf_mustache), ("account_menu", PackageResources.account_menu_mustache),
            ("no_login_notice", PackageResources.no_login_notice_mustache), ("admin_tabs", PackageResources.admin_tabs_mustache),
            ("login", PackageResources.login_mustache), ("account", PackageResources.account_mustache),
            ("users", PackageResources.users_mustache), ("tokens", PackageResources.tokens_mustache),
            ("audit", PackageResources.audit_mustache),
        ]
    }

    /// A page.
    /// - Throws: `AdminError` for a template that does not exist, which the tests rule out.
    func page(
        _ template: String, _ view: View, frame: PageFrame, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let now = wall.now()
        var view = view.merging(frame.view) { own, _ in own }
        view["zone_label"] = frame.zone.label(at: now)
        let whole = Self.shown(view, frame, now) as? View ?? [:]
        // The dictionary holds our own words only.
        let html = library.render(whole.merging(["t": frame.texts.words]) { _, words in words }, withTemplate: template)
        guard let html else {
            throw AdminError(status: .internalServerError, code: "no_template", message: "there is no template \(template)")
        }
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentLanguage: frame.language.rawValue,
            .vary: "Accept-Language, Cookie",
        ]
        for cookie in frame.cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: BasePath.current.before(linksIn: html))))
    }

    func error(_ error: AdminError, _ request: Request) throws -> Response {
        let isOfStore = StoreFault.allCases.contains { AdminError($0).code == error.code }
        let frame = PageFrame(request, title: isOfStore ? error.code : "error_title")
        if isOfStore {
            // What was posted is not asked for again.
            let retry: Any = [.get, .head].contains(request.method) ? frame.address : false
            return try page(
                "error", ["message": frame.texts["\(error.code)_text"], "retry_href": retry], frame: frame, status: error.status)
        }
        let message = error.status == .notFound ? frame.texts["not_found"] : frame.texts.words["error_\(error.code)"] ?? error.message
        return try page(
            "error", ["title": "\(error.status.code) · \(frame.texts["error_title"])", "message": message, "retry_href": false],
            frame: frame,
            status: error.status)
    }

    /// A view with its texts made safe, and its instants on the reader's clock.
    private static func shown(_ value: Any, _ frame: PageFrame, _ now: Timestamp) -> Any {
        switch value {
        case let text as String: text.withoutGluedMarkup
        case let view as View: view.mapValues { shown($0, frame, now) }
        case let list as [Any]: list.map { shown($0, frame, now) }
        case let instant as Timestamp:
            [
                "iso": instant.description, "text": frame.zone.text(instant, now: now),
                "near": RelativeTime.text(instant, now: now, frame.language),
            ] as View
        default: value
        }
    }
}

extension String {
    /// A template in which every form that posts carries the session's token: none can be forgotten.
    var withFormTokens: String {
        replacing(/<form\b[^>]*?\smethod="post"(?:[^>{]|\{\{[^}]*\}\})*>/) { form in String(form.output) + "{{>csrf}}" }
    }
}
