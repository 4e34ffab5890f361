package import JobUDatabase

extension StatementSyntax {
    /// What PostgreSQL makes of a text.
    package static let postgres: StatementSyntax = {
        var syntax = StatementSyntax()
        syntax.hasEscapeStrings = true
        syntax.hasDollarQuotes = true
        syntax.hasNestedComments = true
        syntax.parameterSigns = ["$"]
        syntax.hasEscapedNames = true
        syntax.verbs.formUnion(["TABLE", "MERGE", "TRUNCATE", "REFRESH", "COMMENT", "CALL", "SHOW"])
        syntax.refusedNames = [
            "set_config", "lo_import", "lo_export", "pg_stat_file", "pg_current_logfile", "pg_logdir_ls", "pg_reload_conf",
            "pg_rotate_logfile", "pg_terminate_backend", "pg_cancel_backend", "pg_promote", "pg_switch_wal", "pg_create_restore_point",
            "cursor_to_xml", "ts_stat",
        ]
        syntax.refusedPrefixes = ["pg_read_", "pg_ls_", "pg_file_", "pg_backup_", "dblink", "query_to_xml", "jobu_tx"]
        return syntax
    }()
}
