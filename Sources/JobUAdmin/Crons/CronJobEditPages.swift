import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/crons/new` and `/crons/{id}/edit`: the form, and what it posts.
struct CronJobEditPages {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.get("crons/new") { request, _ in
            try await show(CronJobForm(), of: nil, [], PageFrame(request, title: "new_cron"))
        }
        router.post("crons") { request, _ in try await create(request) }
        router.get("crons/:id/edit") { request, context in
            let cron = try await cron(context.cronJobID())
            return try await show(CronJobForm(cron.definition), of: cron, [], PageFrame(request, title: "crons"))
        }
        router.post("crons/:id") { request, context in try await save(request, context.cronJobID()) }
    }

    private func create(_ request: Request) async throws -> Response {
        let form = CronJobForm(try await request.form(upTo: admin.configuration.bodyBytesMax))
        let frame = PageFrame(request, title: "new_cron")
        do {
            let body = form.body()
            var definition = admin.newDefinition(handler: body["handler_name"])
            let fields = try CronJobRequest(body, for: .create)
            try fields.check(over: definition)
            fields.apply(to: &definition)
            let cron = try await admin.editor.create(definition)
            return .redirect(to: "/crons/\(cron.id)?notice=cron_created", type: .normal)
        } catch {
            return try await show(form, of: nil, try problems(error, form, frame.language), frame, status: .unprocessableContent)
        }
    }

    private func save(_ request: Request, _ id: CronJobID) async throws -> Response {
        let posted = try await request.form(upTo: admin.configuration.bodyBytesMax)
        let form = CronJobForm(posted)
        let frame = PageFrame(request, title: "crons")
        do {
            let old = try await cron(id).definition
            let fields = try CronJobRequest(form.body(over: old), for: .update)
            try fields.check(over: old)
            _ = try await admin.editor.update(id, expectedVersion: posted["version"].flatMap { Int64($0) }) { fields.apply(to: &$0) }
            return .redirect(to: "/crons/\(id)?notice=cron_saved", type: .normal)
        } catch JobStoreError.notFound {
            throw AdminError.notFound("cron")
        } catch {
            // The row as it is now gives the next attempt its version; the input stays.
            return try await show(
                form, of: try await cron(id), try problems(error, form, frame.language), frame, status: .unprocessableContent)
        }
    }

    /// What the form shows for an error; throws on those that are not about the input.
    private func problems(_ error: any Error, _ form: CronJobForm, _ language: Language) throws -> [InputProblem] {
        switch error {
        case let error as ValidationError:
            return error.problems.map { form.explained(InputProblem($0), in: language) }
        case let error as AdminError where !error.problems.isEmpty:
            return error.problems.map { form.explained($0, in: language) }
        case JobStoreError.duplicateName:
            return [InputProblem(.body, "name", Texts(language)["duplicate_name"])]
        case JobStoreError.versionConflict:
            return [InputProblem(.body, "name", Texts(language)["conflict"])]
        default: throw error
        }
    }

    private func show(
        _ form: CronJobForm, of cron: CronJob?, _ problems: [InputProblem], _ frame: PageFrame,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = frame.texts
        let handlers = try await admin.liveHandlers().keys.sorted()
        var view = CronJobFormView(form: form, problems: problems, texts: texts, handlers: handlers).view
        view["preview"] = preview(of: form, frame.language) ?? false
        view["existing"] = cron != nil
        view["back_href"] = cron.map { "/crons/\($0.id)" } ?? "/crons"
        view["action"] = cron.map { "/crons/\($0.id)" } ?? "/crons"
        view["submit_label"] = texts[cron == nil ? "create" : "save"]
        view["version"] = cron?.version.description ?? false
        view["warnings"] = warnings(about: cron, handlers, texts)
        if let cron {
            view["title"] = texts.filled("edit_cron", cron.definition.name)
            view["id"] = cron.id.description
            view["href"] = "/crons/\(cron.id)"
        }
        return try renderer.page("cron_form", view, frame: frame, status: status)
    }

    private func warnings(about cron: CronJob?, _ handlers: [String], _ texts: Texts) -> [String] {
        let problems = (cron?.problems ?? []).map { texts.filled("warning_column", $0) }
        guard let name = cron?.definition.handlerName, !handlers.contains(name) else { return problems }
        return problems + [handlers.isEmpty ? texts["warning_no_workers"] : texts.filled("warning_handler", name)]
    }

    /// The words and instants of what is in the form; nothing while it is not valid, which its problems tell.
    private func preview(of form: CronJobForm, _ language: Language) -> View? {
        do {
            var definition = CronJobDefinition(name: "", cronExpression: "", handlerName: "")
            let fields = try CronJobRequest(form.body(), for: .update)
            fields.apply(to: &definition)
            let preview = try CronPreview(definition, count: 5, after: admin.now, language: language)
            return [
                "words": "\(preview.words) · \(definition.timeZone)", "next": preview.next.map { Show.time($0) }, "notes": preview.notes,
            ]
        } catch {
            return nil
        }
    }

    private func cron(_ id: CronJobID) async throws -> CronJob {
        guard let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        return cron
    }
}
