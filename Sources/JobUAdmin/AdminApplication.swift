package import Hummingbird
package import JobUDatabase
package import JobUModel
package import JobUStore
package import Logging

/// The router of the admin with everything that stands before it.
package enum AdminApplication {
    /// What answers requests: a router's routes, below the base path.
    package static func responder(
        _ router: Router<AdminRequestContext>, _ configuration: AdminConfiguration
    ) -> BasePathResponder<RouterResponder<AdminRequestContext>> {
        BasePathResponder(router.buildResponder(), configuration)
    }

    /// - Parameter storeFault: what is wrong with the store.
    /// - Throws: when a template of the pages is not valid, which the tests rule out.
    package static func router(
        store: any AdminStore, transactions: (any TransactionOperations)? = nil, editor: CronJobEditor,
        signals: ChangeSignals, time: TimeSource,
        configuration: AdminConfiguration, logger: Logger, storeFault: @escaping @Sendable () async -> StoreFault?,
        metrics: @escaping @Sendable () -> String = { "" }
    ) throws -> Router<AdminRequestContext> {
        let accounts = Authenticator(
            store: store, hasher: PasswordHasher(cost: configuration.passwordCost), time: time, configuration: configuration, logger: logger
        )
        let admin = AdminContext(
            store: store, accounts: accounts, transactions: transactions, editor: editor, signals: signals, time: time,
            configuration: configuration,
            storeFault: storeFault, metrics: metrics)
        let pages = try PageRenderer(wall: time.wall)
        let router = Router(context: AdminRequestContext.self, options: .autoGenerateHeadEndpoints)
        // Outermost, so that a refusal is seen too. Values of a query are what people search for.
        router.add(middleware: TracingMiddleware(redactingQueryParameters: ["q", "next"]))
        router.add(middleware: RequestLogMiddleware(time: time, logger: logger))
        // From the outside in: an error of any of the inner ones is answered with the headers of the outer.
        let cors = CORSPolicy(configuration.cors)
        router.add(middleware: SecurityHeadersMiddleware(isTLS: configuration.tls != nil))
        router.add(middleware: CORSMiddleware(policy: cors))
        router.add(middleware: AuthenticationMiddleware(authenticator: accounts, configuration: configuration, wall: time.wall))
        let known = KnownRoutes()
        router.add(middleware: ErrorMiddleware(pages: pages, routes: known, login: LoginForm(pages: pages), logger: logger))
        router.add(middleware: HostMiddleware(configuration))
        router.add(middleware: OriginMiddleware(policy: cors))
        router.add(middleware: AuthorizationMiddleware(configuration: configuration))
        CronJobRoutes(admin: admin).add(to: router.group("api/crons"))
        CronJobActionRoutes(admin: admin).add(to: router.group("api/crons"))
        CronJobExplainRoutes(admin: admin).add(to: router.group("api/crons"))
        ExecutionRoutes(admin: admin).add(to: router.group("api/jobs"))
        ExecutionActionRoutes(admin: admin).add(to: router.group("api/jobs"))
        SystemRoutes(admin: admin).add(to: router)
        EventRoutes(admin: admin, seats: EventStreamLimit(configuration.connections)).add(to: router)
        MetricsRoute(admin: admin).add(to: router)
        DashboardPage(admin: admin, renderer: pages).add(to: router)
        CronJobListPage(admin: admin, renderer: pages).add(to: router)
        CronJobEditPages(admin: admin, renderer: pages).add(to: router)
        CronJobPage(admin: admin, renderer: pages).add(to: router)
        SchedulePage(admin: admin, renderer: pages).add(to: router)
        QueuePage(admin: admin, renderer: pages).add(to: router)
        CronJobButtons(admin: admin, renderer: pages).add(to: router)
        ExecutionListPage(admin: admin, renderer: pages).add(to: router)
        ExecutionPage(admin: admin, renderer: pages).add(to: router)
        WorkerPage(admin: admin, renderer: pages).add(to: router)
        QueueRoutes(admin: admin).add(to: router.group("api/queues"))
        TransactionRoutes(admin: admin).add(to: router.group("api/transactions"))
        TransactionPage(admin: admin, renderer: pages).add(to: router)
        AlertRoutes(admin: admin).add(to: router.group("api/alerts"))
        AlertPage(admin: admin, renderer: pages).add(to: router)
        AccountRoutes(admin: admin).add(to: router)
        AuditRoutes(admin: admin).add(to: router)
        LoginPage(admin: admin, form: LoginForm(pages: pages)).add(to: router)
        AccountPage(admin: admin, renderer: pages).add(to: router)
        UserPages(admin: admin, renderer: pages).add(to: router)
        TokenPages(admin: admin, renderer: pages).add(to: router)
        AuditPage(admin: admin, renderer: pages).add(to: router)
        DocsPage(renderer: pages, ui: configuration.swaggerUI).add(to: router)
        Assets().add(to: router)
        known.learn(router)
        return router
    }
}
