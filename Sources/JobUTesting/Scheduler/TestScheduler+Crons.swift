import JobUComposition
public import JobUHandler
public import JobUModel
import JobUStore

extension TestScheduler {
    /// Adds a cron, which fires from now on.
    /// - Parameters:
    ///   - name: a unique name.
    ///   - expression: five or six fields, or a word such as `@daily`.
    ///   - timeZone: an IANA name.
    /// - Throws: an error that names each invalid field.
    @discardableResult
    public func addCron<Handler: JobHandler>(
        _ name: String, _ expression: String, timeZone: String = "UTC", _ handler: Handler.Type, _ params: Handler.Params
    ) async throws -> CronJobID where Handler.Params: Encodable {
        try await addCron(name, expression, timeZone: timeZone, handlerName: Handler.name, json: JSONText.encode(params))
    }

    /// Adds a cron for a handler by name, with its parameters as JSON.
    /// - Throws: an error that names each invalid field.
    @discardableResult
    public func addCron(
        _ name: String, _ expression: String, timeZone: String = "UTC", handlerName: String, json params: String = "{}"
    ) async throws -> CronJobID {
        var definition = CronJobDefinition(name: name, cronExpression: expression, handlerName: handlerName)
        if let options = handlers.options[handlerName] { definition.options = options }
        definition.timeZone = timeZone
        definition.handlerParams = params
        let editor = CronJobEditor(store: openStore.store, validator: CronJobValidator(minIntervalSeconds: 1), wall: time.wall)
        return try await editor.create(definition).id
    }
}
