import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// The buttons of a cron: each posts, acts, and goes back with a notice.
struct CronJobButtons {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.post("crons/:id/toggle") { request, context -> Response in
            let id = try context.cronJobID()
            let back = try await back(request, otherwise: "/crons/\(id)")
            let cron = try await admin.editor.update(id) { definition in
                definition.isEnabled.toggle()
                definition.pauseReason = nil
            }
            return .redirect(back, notice: cron.definition.isEnabled ? "cron_enabled" : "cron_disabled")
        }
        router.post("crons/:id/run") { request, context -> Response in
            let id = try context.cronJobID()
            let back = try await back(request, otherwise: "/crons/\(id)")
            _ = try await admin.editor.runNow(id, trigger: .manual)
            return .redirect(back, notice: "job_enqueued")
        }
        router.post("crons/:id/delete") { request, context -> Response in
            let id = try context.cronJobID()
            let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
            guard try await admin.store.cronJob(id) != nil else { throw AdminError.notFound("cron") }
            if let question = try renderer.question({ $0["ask_delete_cron"] }, request, form, back: "/crons/\(id)") { return question }
            switch try await admin.store.deleteCronJob(id) {
            case .deleted: return .redirect("/crons", notice: "cron_deleted")
            case .running: return .redirect("/crons/\(id)", notice: "cron_running")
            case .notFound: throw AdminError.notFound("cron")
            }
        }
    }

    private func back(_ request: Request, otherwise: String) async throws -> String {
        BackAddress(try await request.form(upTo: admin.configuration.bodyBytesMax), otherwise: otherwise).path
    }
}

/// Where a button leads back to: one of our own pages, whatever the form says.
struct BackAddress {
    let path: String

    init(_ form: Pairs, otherwise: String) {
        let asked = form["back"] ?? ""
        let isOurs = ["/crons", "/jobs"].contains { asked == $0 || asked.hasPrefix($0 + "?") || asked.hasPrefix($0 + "/") }
        // Nothing that could end a header or lead a browser elsewhere.
        let isPlain = asked.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") } && asked.utf8.count < 2_000
        path = isOurs && isPlain ? asked : otherwise
    }
}

extension Response {
    /// To a page that says what was done.
    static func redirect(_ path: String, notice: String, _ figures: [(name: String, value: Int)] = []) -> Response {
        let items = [("notice", notice)] + figures.map { ($0.name, String($0.value)) }
        let query = items.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return .redirect(to: path + (path.contains("?") ? "&" : "?") + query, type: .normal)
    }
}
