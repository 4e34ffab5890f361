import HTTPTypes
import Hummingbird
import HummingbirdCore
import Mustache
import NIOCore

/// Fills templates in. All text goes through the escaping `{{name}}`; no template has an unescaped form.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary

    /// - Throws: when a template is not valid.
    init() throws {
        var library = MustacheLibrary()
        for (name, bytes) in Self.templates {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        self.library = library
    }

    static var templates: [(name: String, bytes: [UInt8])] {
        [
            ("layout", PackageResources.layout_mustache), ("when", PackageResources.when_mustache),
            ("pager", PackageResources.pager_mustache), ("field", PackageResources.field_mustache),
            ("execution_rows", PackageResources.execution_rows_mustache), ("dashboard", PackageResources.dashboard_mustache),
            ("crons", PackageResources.crons_mustache), ("cron_form", PackageResources.cron_form_mustache),
            ("jobs", PackageResources.jobs_mustache), ("job", PackageResources.job_mustache),
            ("workers", PackageResources.workers_mustache), ("error", PackageResources.error_mustache),
            ("docs", PackageResources.docs_mustache), ("transactions", PackageResources.transactions_mustache),
        ]
    }

    /// A page.
    /// - Throws: `AdminError` for a template that does not exist, which the tests rule out.
    func page(
        _ template: String, _ view: View, frame: PageFrame, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let whole = Self.safe(view.merging(frame.view) { own, _ in own }) as? View ?? [:]
        // The dictionary holds our own words only.
        let html = library.render(whole.merging(["t": frame.texts.words]) { _, words in words }, withTemplate: template)
        guard let html else {
            throw AdminError(status: .internalServerError, code: "no_template", message: "there is no template \(template)")
        }
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentLanguage: frame.language.rawValue,
            .vary: "Accept-Language, Cookie",
        ]
        if let cookie = frame.languageCookie { headers[.setCookie] = cookie }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    func error(_ error: AdminError, _ request: Request) throws -> Response {
        let frame = PageFrame(request, title: "error_title")
        let message = error.status == .notFound ? frame.texts["not_found"] : error.message
        return try page(
            "error", ["title": "\(error.status.code) · \(frame.texts["error_title"])", "message": message], frame: frame,
            status: error.status)
    }

    private static func safe(_ value: Any) -> Any {
        switch value {
        case let text as String: text.withoutGluedMarkup
        case let view as View: view.mapValues(safe)
        case let list as [Any]: list.map(safe)
        default: value
        }
    }
}
