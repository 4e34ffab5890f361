extension Texts {
    /// Texts of the dashboard, its charts and the schedule.
    static let overview: [Row] = [
        ("dashboard", "Dashboard", "현황"),
        ("welcome", "Nothing is scheduled yet", "아직 등록된 크론이 없습니다"),
        (
            "welcome_text",
            "A cron defines when a handler runs. Create one, for example * * * * * for every minute, and watch its jobs appear under Jobs.",
            "크론은 핸들러를 실행할 시각을 정합니다. 예를 들어 매분 실행(* * * * *)하는 크론을 등록하고 작업 화면에서 확인하세요."
        ),
        (
            "no_workers_warning",
            "No worker is running; jobs wait until one starts. Start one with: jobu run worker",
            "실행 중인 워커가 없어 작업이 대기 중입니다. 워커를 시작하세요: jobu run worker"
        ),
        (
            "summary",
            "Crons: {0} ({1} enabled) · Workers: {2}, capacity for {3} jobs · Success rate of the latest 1,000 jobs: {4}",
            "크론 {0}개(활성 {1}개) · 워커 {2}개, 동시 실행 {3}건 가능 · 최근 1,000건 성공률 {4}"
        ),
        ("running_now", "Running now", "지금 실행 중"),
        ("nothing_runs", "No job is running.", "실행 중인 작업이 없습니다."),
        ("next_runs", "Next runs", "다음 실행"),
        ("no_next_runs", "No enabled cron has a next run.", "다음 실행이 예정된 크론이 없습니다."),
        ("failures", "Latest failures", "최근 실패"),
        ("no_failures", "No failures.", "실패가 없습니다."),
        ("activity", "Activity", "활동"),
        ("throughput", "Throughput", "처리량"),
        ("latency", "Durations and delays", "소요 시간과 지연"),
        ("range_hour", "Last hour", "최근 1시간"),
        ("range_day", "Last 24 hours", "최근 24시간"),
        ("legend_succeeded", "succeeded", "성공"),
        ("legend_failed", "failed", "실패"),
        ("legend_other", "skipped or cancelled", "건너뜀·취소"),
        ("median", "median duration", "소요 시간 중앙값"),
        ("p95", "95th percentile", "소요 시간 95백분위"),
        ("delay_p95", "delay, 95th percentile", "시작 지연 95백분위"),
        ("chart_hint", "Point at a chart, or use the arrow keys.", "차트를 가리키거나 화살표 키를 사용하세요."),
        ("chart_empty", "No job finished in this period.", "이 기간에 끝난 작업이 없습니다."),
        (
            "chart_cut",
            "Only the newest jobs are counted, back to {0}; earlier bars may be too low.",
            "최근 작업만 집계합니다({0} 이후). 그 전 막대는 실제보다 낮을 수 있습니다."
        ),
        ("tip_throughput", "{0} succeeded, {1} failed, {2} skipped or cancelled", "성공 {0}, 실패 {1}, 건너뜀·취소 {2}"),
        ("tip_latency", "median {0}, 95th percentile {1}, delay {2}", "중앙값 {0}, 95백분위 {1}, 지연 {2}"),
        ("as_table", "Show as table", "표로 보기"),
        ("schedule", "Schedule", "일정"),
        ("schedule_text", "How often each cron will run in each of the next 24 hours.", "앞으로 24시간 동안 크론마다 시간별로 예정된 실행 횟수입니다."),
        ("schedule_cut", "Showing the {0} crons with the earliest next run.", "다음 실행이 가장 빠른 크론 {0}개를 표시합니다."),
        ("all_crons", "All", "전체"),
        ("uncounted", "too many run times to count", "실행 횟수가 너무 많아 집계하지 않았습니다"),
    ]
}
