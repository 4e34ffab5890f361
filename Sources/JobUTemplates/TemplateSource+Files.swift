/// The files of `Templates`: the embedded ones have no folders, so their places are written here.
extension TemplateSource {
    static var common: [TemplateSource] {
        [
            TemplateSource(".gitignore", PackageResources.gitignore),
            TemplateSource(".dockerignore", PackageResources.dockerignore),
            TemplateSource("Dockerfile", PackageResources.Dockerfile),
            TemplateSource("docker/docker-compose.yaml", PackageResources.docker_compose_yaml),
            TemplateSource("docker/mysql-rights.sql", PackageResources.mysql_rights_sql),
            TemplateSource("config/dispatcher.yaml", PackageResources.dispatcher_yaml),
            TemplateSource("config/worker.yaml", PackageResources.worker_yaml),
            TemplateSource("config/admin.yaml", PackageResources.admin_yaml),
            TemplateSource("config/log.yaml", PackageResources.log_yaml),
            TemplateSource("deploy/systemd/PROJECT_PRODUCT.service", PackageResources.all_roles_service),
            TemplateSource("deploy/systemd/PROJECT_PRODUCT-worker@.service", PackageResources.worker_service),
            TemplateSource("Tests/PROJECT_TARGETTests/Program.swift", PackageResources.Program_swift),
        ]
    }

    static var basic: [TemplateSource] {
        [
            TemplateSource("Package.swift", PackageResources.BasicPackage_swift),
            TemplateSource("README.md", PackageResources.BasicREADME_md),
            TemplateSource("README.ko.md", PackageResources.BasicREADME_ko_md),
            TemplateSource("config/database.yaml", PackageResources.BasicDatabase_yaml),
            TemplateSource("Sources/PROJECT_TARGET/App.swift", PackageResources.BasicApp_swift),
            TemplateSource("Sources/PROJECT_TARGET/job/Hello.swift", PackageResources.Hello_swift),
            TemplateSource("Tests/PROJECT_TARGETTests/HelloTests.swift", PackageResources.HelloTests_swift),
            TemplateSource("Tests/PROJECT_TARGETTests/ProgramTests.swift", PackageResources.BasicProgramTests_swift),
        ]
    }

    static var example: [TemplateSource] {
        let job = "Sources/PROJECT_TARGET/job"
        let tests = "Tests/PROJECT_TARGETTests"
        return [
            TemplateSource("Package.swift", PackageResources.ExamplePackage_swift),
            TemplateSource("README.md", PackageResources.ExampleREADME_md),
            TemplateSource("README.ko.md", PackageResources.ExampleREADME_ko_md),
            TemplateSource("config/database.yaml", PackageResources.ExampleDatabase_yaml),
            TemplateSource("Sources/PROJECT_TARGET/App.swift", PackageResources.ExampleApp_swift),
            TemplateSource("Sources/PROJECT_TARGET/sql/sqlite.sql", PackageResources.sqlite_sql),
            TemplateSource("Sources/PROJECT_TARGET/sql/postgres.sql", PackageResources.postgres_sql),
            TemplateSource("Sources/PROJECT_TARGET/sql/mysql.sql", PackageResources.mysql_sql),
            TemplateSource("\(job)/README.md", PackageResources.JobREADME_md),
            TemplateSource("\(job)/Sample.swift", PackageResources.Sample_swift),
            TemplateSource("\(job)/SampleTable.swift", PackageResources.SampleTable_swift),
            TemplateSource("\(job)/basic/CRUDParams.swift", PackageResources.CRUDParams_swift),
            TemplateSource("\(job)/basic/SQLiteCRUD.swift", PackageResources.SQLiteCRUD_swift),
            TemplateSource("\(job)/basic/PostgresCRUD.swift", PackageResources.PostgresCRUD_swift),
            TemplateSource("\(job)/basic/MySQLCRUD.swift", PackageResources.MySQLCRUD_swift),
            TemplateSource("\(job)/multi_db/RowCopy.swift", PackageResources.RowCopy_swift),
            TemplateSource("\(job)/multi_db/SyncSQLiteToPostgres.swift", PackageResources.SyncSQLiteToPostgres_swift),
            TemplateSource("\(job)/multi_db/SyncPostgresToMySQL.swift", PackageResources.SyncPostgresToMySQL_swift),
            TemplateSource("\(job)/multi_db/MultiDBReport.swift", PackageResources.MultiDBReport_swift),
            TemplateSource("\(job)/patterns/ServiceLayer.swift", PackageResources.ServiceLayer_swift),
            TemplateSource("\(job)/patterns/DoWorkPattern.swift", PackageResources.DoWorkPattern_swift),
            TemplateSource("\(job)/async_patterns/ConcurrentQueries.swift", PackageResources.ConcurrentQueries_swift),
            TemplateSource("\(tests)/SQLiteTests.swift", PackageResources.SQLiteTests_swift),
            TemplateSource("\(tests)/ServerTests.swift", PackageResources.ServerTests_swift),
            TemplateSource("\(tests)/TestServers.swift", PackageResources.TestServers_swift),
        ]
    }
}
