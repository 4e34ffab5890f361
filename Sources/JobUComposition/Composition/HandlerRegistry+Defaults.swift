package import JobUHandler
import JobUModel
import JobUStore

extension HandlerRegistry {
    /// Makes sure that a cron may have what handlers declare.
    /// - Throws: `StartError` that names the handler and the field.
    package func checkDefaults() throws {
        for (name, defaults) in defaults.sorted(by: { $0.key < $1.key }) {
            var definition = CronJobDefinition(name: name, cronExpression: "* * * * *", handlerName: name)
            definition.apply(defaults)
            guard let problem = CronJobValidator(minIntervalSeconds: 1).problems(in: definition).first else { continue }
            throw StartError.configuration("the defaults of handler '\(name)': \(problem.field) \(problem.message)")
        }
    }
}
