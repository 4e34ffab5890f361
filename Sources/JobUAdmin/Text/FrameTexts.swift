extension Texts {
    /// Texts around every page and on several of them, and those of refused requests.
    static let frame: [Row] = [
        ("skip", "Skip to content", "본문으로 건너뛰기"),
        ("nav_label", "Main", "주 메뉴"),
        ("other_language", "한국어", "English"),
        ("live_on", "live", "실시간"),
        ("live_off", "not live", "실시간 아님"),
        ("live_out", "logged out; reload the page", "로그아웃됨. 페이지를 새로 고치세요"),
        ("display", "Display", "화면"),
        ("language", "Language", "언어"),
        ("theme", "Theme", "테마"),
        ("theme_auto", "System", "시스템"),
        ("theme_light", "Light", "밝게"),
        ("theme_dark", "Dark", "어둡게"),
        ("zone_browser", "Local", "내 시간대"),
        ("times_in", "Times in", "시간대"),
        (
            "no_such_zone",
            "Unknown time zone “{0}”. Use an IANA name such as Asia/Seoul.",
            "“{0}” 시간대를 찾을 수 없습니다. Asia/Seoul 같은 IANA 이름을 쓰세요."
        ),
        ("apply", "Apply", "적용"),
        ("close", "Close", "닫기"),
        ("keep", "No, go back", "아니요, 돌아갑니다"),
        ("confirm", "Yes, continue", "예, 계속합니다"),
        ("confirm_title", "Are you sure?", "계속할까요?"),
        ("keys", "Keys", "단축키"),
        ("transactions_short", "Transactions", "트랜잭션"),
        ("search", "Search", "검색"),
        ("filter", "Filter", "적용"),
        ("clear_filters", "Clear filters", "조건 지우기"),
        ("all", "All", "전체"),
        ("sort", "Sort", "정렬"),
        ("page_size", "Rows", "행 수"),
        ("sort_newest", "Newest first", "최신 순"),
        ("sort_oldest", "Oldest first", "오래된 순"),
        ("from", "From", "기간 시작"),
        ("to", "Until", "기간 끝"),
        ("time", "Time", "시각"),
        ("select_all", "Select all", "모두 선택"),
        ("with_selected", "Selected:", "선택한 항목:"),
        ("picked", "{0} selected:", "{0}개 선택:"),
        ("actions", "Actions", "동작"),
        ("save", "Save", "저장"),
        ("delete", "Delete", "삭제"),
        ("pages", "Pages", "페이지"),
        ("previous", "Previous", "이전"),
        ("next", "Next", "다음"),
        ("range", "{0}–{1} of {2}", "{2}건 중 {0}–{1}"),
        ("rows_in_all", "{0} in total", "전체 {0}건"),
        ("newest", "Newest", "최신"),
        ("older", "Older", "이전"),
        ("never", "never", "없음"),
        ("error", "Error", "오류"),
        ("name", "Name", "이름"),
        ("state", "State", "상태"),
        ("description", "Description", "설명"),
        ("not_found", "Page or item not found. It may have been deleted.", "페이지 또는 항목을 찾을 수 없습니다. 삭제되었을 수 있습니다."),
        ("error_title", "Request failed", "요청을 처리하지 못했습니다"),
        ("store_away", "The database is not responding", "데이터베이스가 응답하지 않습니다"),
        (
            "store_away_text",
            "Running jobs continue. This page reloads automatically when the database is back; the reason is in the admin log.",
            "실행 중인 작업은 계속됩니다. 데이터베이스가 복구되면 자동으로 새로 고칩니다. 원인은 관리 서버의 로그에 있습니다."
        ),
        ("store_read_only", "The database is read-only", "데이터베이스가 읽기 전용입니다"),
        (
            "store_read_only_text",
            "Nothing was changed. Try again when the database accepts writes.",
            "변경하지 못했습니다. 데이터베이스에 다시 쓸 수 있게 되면 다시 시도하세요."
        ),
        ("store_full", "The database disk is full", "데이터베이스의 디스크가 가득 찼습니다"),
        ("store_full_text", "Nothing was stored. Free disk space, then try again.", "저장하지 못했습니다. 디스크 공간을 확보한 뒤 다시 시도하세요."),
        ("store_file_gone", "The database file is gone", "데이터베이스 파일이 없습니다"),
        (
            "store_file_gone_text",
            "It was deleted or replaced while JobU was running. Restore it, or restart JobU.",
            "JobU가 실행되는 동안 파일이 삭제되거나 교체되었습니다. 파일을 복원하거나 JobU를 다시 시작하세요."
        ),
        ("try_again", "Try again", "다시 시도"),
        ("error_busy", "Too many logins at once. Try again in a few seconds.", "동시에 로그인 요청이 너무 많습니다. 몇 초 뒤에 다시 시도하세요."),
        (
            "error_foreign_origin",
            "Pages of another origin cannot make changes here. To allow it, add the origin under cors in admin.yaml.",
            "다른 출처(origin)의 페이지에서는 변경할 수 없습니다. 허용하려면 admin.yaml의 cors에 출처를 추가하세요."
        ),
        (
            "error_no_users",
            "There are no users yet, so only direct connections from this machine are accepted, none through a proxy. Add an admin on this machine: jobu user add NAME",
            "아직 사용자가 없어 이 서버에서 직접 접속할 때만 열립니다. 프록시를 거칠 수 없습니다. 이 서버에서 관리자를 추가하세요: jobu user add NAME"
        ),
        (
            "error_params_of_admin",
            "Only an admin can write parameters for this handler: they are code or SQL, or no worker has registered the handler yet. Run one of its crons unchanged, or ask an admin.",
            "이 핸들러의 파라미터는 관리자만 작성할 수 있습니다. 파라미터가 코드나 SQL이거나, 핸들러를 등록한 워커가 아직 없습니다. 기존 크론을 그대로 실행하거나 관리자에게 요청하세요."
        ),
    ]
}
