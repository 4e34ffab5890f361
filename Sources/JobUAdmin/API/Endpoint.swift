/// A route of the API as `/docs` tells of it.
struct Endpoint: Sendable {
    var method: String
    var path: String
    /// Query parameters or body fields.
    var takes: String
    private var english: String
    private var korean: String

    init(_ method: String, _ path: String, _ takes: String, _ english: String, _ korean: String) {
        self.method = method
        self.path = path
        self.takes = takes
        self.english = english
        self.korean = korean
    }

    func summary(in language: Language) -> String { language == .korean ? korean : english }

    /// Every route of the API; a test walks the router and finds each here.
    static let all: [Endpoint] = [
        Endpoint("GET", "/api/crons", "page or after or before, size, is_enabled, q, tag, sort", "List crons", "크론 목록"),
        Endpoint("POST", "/api/crons", "name, cron_expression, handler_name, …", "Create a cron", "크론 등록"),
        Endpoint("GET", "/api/crons/{id}", "", "One cron, with its ETag", "크론 조회 (ETag 포함)"),
        Endpoint("PUT", "/api/crons/{id}", "If-Match; any fields", "Change some fields of a cron", "크론 필드 수정"),
        Endpoint("DELETE", "/api/crons/{id}", "If-Match", "Delete a cron and its jobs", "크론과 작업 기록 삭제"),
        Endpoint("POST", "/api/crons/{id}/toggle", "", "Enable or disable", "활성/비활성 전환"),
        Endpoint("POST", "/api/crons/{id}/pause", "reason", "Disable, with a reason", "사유와 함께 비활성화"),
        Endpoint("POST", "/api/crons/{id}/resume", "", "Enable again", "다시 활성화"),
        Endpoint("POST", "/api/crons/{id}/run", "handler_params", "Run now", "지금 실행"),
        Endpoint("GET", "/api/crons/{id}/next", "count", "The next run times", "다음 실행 시각"),
        Endpoint(
            "GET", "/api/crons/{id}/explain", "at, or from, to, limit", "Why it ran, or did not run, at a time or at each time of a window",
            "특정 시각 또는 구간에서 실행되었거나 실행되지 않은 이유"),
        Endpoint(
            "POST", "/api/crons/preview", "cron_expression, time_zone, day_match, start_at, end_at, count",
            "Describe an expression and list its next run times", "표현식의 뜻과 다음 실행 시각"),
        Endpoint(
            "GET", "/api/jobs", "page or after or before, size, cron_id, status, handler, queue, from_date, to_date, q, sort", "List jobs",
            "작업 목록"),
        Endpoint(
            "POST", "/api/jobs",
            "Idempotency-Key; handler_name, handler_params, run_at, queue, priority, max_retry, timeout_seconds, unique_key",
            "Enqueue a job without a cron", "크론 없이 작업을 큐에 넣기"),
        Endpoint("GET", "/api/jobs/{id}", "", "One job", "작업 조회"),
        Endpoint("DELETE", "/api/jobs/{id}", "", "Delete a job that is not running", "실행 중이 아닌 작업 삭제"),
        Endpoint(
            "POST", "/api/jobs/{id}/retry", "", "Retry a FAILED, TIMEOUT or CANCELLED job",
            "FAILED, TIMEOUT, CANCELLED 작업 재시도"),
        Endpoint("POST", "/api/jobs/{id}/cancel", "reason", "Cancel a waiting or running job", "대기 또는 실행 중인 작업 취소"),
        Endpoint("GET", "/api/jobs/{id}/attempts", "", "Attempts of a job", "시도 이력"),
        Endpoint("GET", "/api/jobs/{id}/logs", "after, limit", "Log of a job, from a position", "로그 (이어 읽기)"),
        Endpoint("POST", "/api/jobs/bulk", "action, ids", "Retry, cancel or delete many jobs", "여러 작업 재시도, 취소, 삭제"),
        Endpoint(
            "GET", "/api/transactions", "", "Transactions in doubt", "미확정 다중 DB 트랜잭션"),
        Endpoint("GET", "/api/transactions/{id}", "", "One transaction in doubt", "다중 DB 트랜잭션 조회"),
        Endpoint(
            "POST", "/api/transactions/{id}/resolve", "verdict (commit, abort, done), reason", "Resolve one whose coordinator is gone",
            "코디네이터가 사라진 트랜잭션 결정"),
        Endpoint("GET", "/api/alerts", "page or after or before, size, state, webhook, event", "Messages to webhooks", "웹훅 메시지 목록"),
        Endpoint("GET", "/api/alerts/{id}", "", "One message", "웹훅 메시지 조회"),
        Endpoint("POST", "/api/alerts/{id}/retry", "", "Requeue a DEAD message", "전송이 중단된 메시지 다시 보내기"),
        Endpoint("GET", "/api/handlers", "", "Handlers of live workers", "워커가 등록한 핸들러"),
        Endpoint("GET", "/api/workers", "", "Workers and their load", "워커와 부하"),
        Endpoint("GET", "/api/queues", "", "Queues with limits", "제한이 있는 큐"),
        Endpoint(
            "PUT", "/api/queues/{name}", "max_concurrency, rate_limit, rate_period_seconds, is_paused, pause_reason",
            "Limit or pause a queue for the whole cluster", "큐의 제한 또는 일시 중지 (클러스터 전체)"),
        Endpoint("DELETE", "/api/queues/{name}", "", "Remove the limits of a queue", "큐의 제한 해제"),
        Endpoint("GET", "/api/stats", "", "Counts by status, success rate, workers, crons", "상태별 건수, 성공률, 워커, 크론"),
        Endpoint("GET", "/api/events", "", "Server-sent events on changes", "변경 알림 (server-sent events)"),
        Endpoint("GET", "/api/me", "", "The principal of the request and its role", "요청 주체와 역할"),
        Endpoint("PUT", "/api/me/password", "current_password, new_password", "Change your own password", "내 비밀번호 변경"),
        Endpoint("GET", "/api/users", "", "Users", "사용자 목록"),
        Endpoint("POST", "/api/users", "name, password, role", "Add a user", "사용자 추가"),
        Endpoint("PUT", "/api/users/{id}", "password, role", "Change a user's role or password", "사용자의 역할 또는 비밀번호 변경"),
        Endpoint("DELETE", "/api/users/{id}", "", "Delete a user", "사용자 삭제"),
        Endpoint("GET", "/api/tokens", "", "API tokens, without their secrets", "API 토큰 목록"),
        Endpoint("POST", "/api/tokens", "name, role, expires_at", "Create an API token, shown once", "API 토큰 만들기 (한 번만 표시)"),
        Endpoint("DELETE", "/api/tokens/{id}", "", "Revoke an API token", "API 토큰 폐기"),
        Endpoint(
            "GET", "/api/audit", "before, size, actor, action, subject_kind, subject_id, from_date, to_date", "Audit entries",
            "감사 로그"),
        Endpoint("GET", "/metrics", "", "Metrics of this process and of the cluster, for Prometheus", "프로세스와 클러스터의 지표 (Prometheus)"),
        Endpoint("GET", "/openapi.json", "", "This API for programs (OpenAPI 3.1)", "프로그램용 API 문서 (OpenAPI 3.1)"),
        Endpoint("GET", "/health", "", "Liveness of the process", "프로세스 상태"),
        Endpoint("GET", "/ready", "", "Readiness of the store (503 with the reason if not)", "저장소에 쓸 수 있는지 확인 (불가하면 503과 이유)"),
    ]
}
