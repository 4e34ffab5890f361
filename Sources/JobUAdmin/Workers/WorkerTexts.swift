extension Texts {
    /// Texts of the page of workers.
    static let workers: [Row] = [
        ("workers", "Workers", "워커"),
        ("worker", "Worker", "워커"),
        ("load", "Load", "부하"),
        ("running_jobs", "Running jobs", "실행 중인 작업"),
        ("handlers", "Handlers", "핸들러"),
        ("all_queues", "all", "전체"),
        ("heartbeat", "Heartbeat", "하트비트"),
        ("alive", "alive", "정상"),
        ("lost", "lease expired", "리스 만료"),
        ("no_workers", "No worker is running", "실행 중인 워커가 없습니다"),
        ("no_workers_text", "Workers run the jobs. Start one, here or on another machine:", "워커가 작업을 실행합니다. 이 서버나 다른 서버에서 시작하세요:"),
    ]
}
