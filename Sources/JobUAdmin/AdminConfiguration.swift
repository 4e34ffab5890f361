package import JobUModel
import JobUStore

/// Where the admin listens, whom it answers, and its limits.
package struct AdminConfiguration: Sendable, Equatable {
    /// Address to bind.
    package var host = "127.0.0.1"
    /// 0 picks a free port.
    package var port = 8080
    /// The path below which browsers see the pages.
    package var basePath = BasePath.root
    /// Which pages of other origins may call the API from a browser.
    package var cors = CORSRules()
    /// Host names under which the admin may be reached, besides loopback and `host`.
    package var allowedHosts: [String] = []
    /// Largest request body, bytes.
    package var bodyBytesMax = 1_048_576
    /// The limits of connections: their number and their time.
    package var connections = ConnectionLimits()
    /// Rings that come within this time make one event.
    package var eventCoalescing = Duration.milliseconds(250)
    /// How often an idle event stream shows that it is alive.
    package var eventHeartbeat = Duration.seconds(15)
    /// How often an event stream asks whether the session or token that opened it still holds.
    package var eventRecheck = Duration.seconds(5)
    /// Jobs that a search for a text looks through in one go.
    package var searchedMax = ExecutionFilter.searchedMax
    /// Longest list of header fields, bytes.
    package var headerBytesMax = 32_768
    /// A session ends this long after its login, and after this long without use.
    package var sessionLifetime = Duration.seconds(7 * 86_400)
    package var sessionIdle = Duration.seconds(12 * 3_600)
    /// Proxies whose word on where a request comes from counts.
    package var trustedProxies: [NetworkRange] = []
    /// Whether requests that a proxy hands on are let in while there are no users.
    package var isProxyTrustedToAuthenticate = false
    /// Whether `/metrics` asks nobody who they are.
    package var hasPublicMetrics = false
    /// The work that a guess at a password costs.
    package var passwordCost = PasswordCost.standard
    /// Certificate and key; nil to serve plain HTTP.
    package var tls: AdminTLS?
    /// What `/docs` shows the API with besides its list; nil for the list alone.
    package var swaggerUI: SwaggerUI?
    /// What the handlers of this program declare for new crons and runs, by their names.
    package var handlerOptions: [String: ExecutionOptions] = [:]
    /// Who may write the parameters of this program's own handlers, by their names.
    package var paramsAuthors: [String: ParamsAuthor] = [:]
    /// What `/health` tells of the program.
    package var version = "dev"

    package init() {}
}
