extension Texts {
    /// Texts of the audit log.
    static let audit: [Row] = [
        ("audit", "Audit log", "감사 로그"),
        ("actor", "Actor", "변경한 사람"),
        ("action", "Action", "동작"),
        ("subject", "Subject", "대상"),
        ("number", "Number", "번호"),
        ("changes", "Changes", "변경"),
        ("before_after", "Before and after", "변경 전후"),
        ("no_audit", "No entries match.", "조건에 맞는 기록이 없습니다."),
        ("actor_user", "user", "사용자"),
        ("actor_token", "token", "토큰"),
        ("actor_local", "this machine", "이 서버"),
        ("actor_cli", "command line", "명령줄"),
        ("kind_cron", "cron", "크론"),
        ("kind_job", "job", "작업"),
        ("kind_queue", "queue", "큐"),
        ("kind_user", "user", "사용자"),
        ("kind_token", "token", "토큰"),
        ("kind_transaction", "transaction", "트랜잭션"),
        ("kind_alert", "alert", "알림"),
    ]
}
