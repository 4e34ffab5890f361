extension Texts {
    /// Texts around every page and on several of them, and those of refused requests.
    static let frame: [Row] = [
        ("skip", "Skip to content", "본문으로 건너뛰기"),
        ("nav_label", "Main", "주 메뉴"),
        ("other_language", "한국어", "English"),
        ("live_on", "live", "실시간"),
        ("live_off", "not live", "실시간 아님"),
        ("live_out", "logged out: load the page again", "로그아웃됨: 페이지를 새로 고치세요"),
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
            "There is no time zone named {0}. An IANA name is needed, such as Asia/Seoul.",
            "{0}(이)라는 시간대가 없습니다. Asia/Seoul 같은 IANA 이름을 쓰세요."
        ),
        ("apply", "Apply", "적용"),
        ("close", "Close", "닫기"),
        ("keep", "No, go back", "아니요, 그대로 둡니다"),
        ("confirm", "Yes, do it", "네, 실행합니다"),
        ("confirm_title", "Are you sure?", "계속하시겠습니까?"),
        ("keys", "Keys", "단축키"),
        ("transactions_short", "Transactions", "트랜잭션"),
        ("search", "Search", "검색"),
        ("filter", "Filter", "적용"),
        ("clear_filters", "Clear filters", "조건 지우기"),
        ("all", "All", "전체"),
        ("sort", "Sort", "정렬"),
        ("page_size", "Rows", "줄 수"),
        ("sort_newest", "Newest first", "최신 순"),
        ("sort_oldest", "Oldest first", "오래된 순"),
        ("from", "From", "부터"),
        ("to", "Until", "까지"),
        ("time", "Time", "시각"),
        ("select_all", "Select all", "모두 선택"),
        ("with_selected", "With the selected:", "선택한 항목:"),
        ("picked", "{0} selected:", "{0}개 선택:"),
        ("actions", "Actions", "작업"),
        ("save", "Save", "저장"),
        ("delete", "Delete", "삭제"),
        ("pages", "Pages", "쪽"),
        ("previous", "Previous", "이전"),
        ("next", "Next", "다음"),
        ("range", "{0}–{1} of {2}", "{2}건 중 {0}–{1}"),
        ("rows_in_all", "{0} in all", "전체 {0}건"),
        ("newest", "Newest", "최신"),
        ("older", "Older", "이전"),
        ("never", "never", "없음"),
        ("error", "Error", "오류"),
        ("name", "Name", "이름"),
        ("state", "State", "상태"),
        ("description", "Description", "설명"),
        ("not_found", "There is no such page or row. It may have been deleted.", "페이지나 항목이 없습니다. 삭제되었을 수 있습니다."),
        ("error_title", "This did not work", "처리하지 못했습니다"),
        ("store_away", "The database does not answer", "데이터베이스가 응답하지 않습니다"),
        (
            "store_away_text",
            "Runs that are at work go on. This page comes back by itself as soon as the database does; the log of the admin tells why.",
            "실행 중인 작업은 계속됩니다. 데이터베이스가 돌아오면 이 화면도 저절로 돌아옵니다. 원인은 admin 로그에 있습니다."
        ),
        ("store_read_only", "The database is read-only", "데이터베이스가 읽기 전용입니다"),
        (
            "store_read_only_text",
            "Nothing was changed. Try again when the database accepts writes again.",
            "변경하지 못했습니다. 데이터베이스가 다시 쓰기를 받으면 다시 시도하세요."
        ),
        ("store_full", "The disk of the database is full", "데이터베이스의 디스크가 가득 찼습니다"),
        ("store_full_text", "Nothing was stored. Free some room and try again.", "저장하지 못했습니다. 디스크 공간을 확보한 뒤 다시 시도하세요."),
        ("store_file_gone", "The file of the database is gone", "데이터베이스 파일이 없어졌습니다"),
        (
            "store_file_gone_text",
            "It was deleted or replaced while JobU was running. Put it back, or restart JobU.",
            "JobU가 실행되는 동안 파일이 삭제되거나 바뀌었습니다. 파일을 되돌려 놓거나 JobU를 다시 시작하세요."
        ),
        ("try_again", "Try again", "다시 시도"),
        ("error_busy", "Too many logins at once. Please try again in a few seconds.", "동시에 로그인이 너무 많습니다. 몇 초 뒤에 다시 시도하세요."),
        (
            "error_foreign_origin",
            "A page of another origin may not do this. An admin can list the origin under cors in admin.yaml.",
            "다른 출처의 페이지에서는 할 수 없습니다. 관리자가 admin.yaml의 cors에 출처를 추가할 수 있습니다."
        ),
        (
            "error_no_users",
            "There are no users yet, so only this machine is let in, and no proxy. Add an admin there: jobu user add NAME",
            "아직 사용자가 없어 이 컴퓨터에서 직접 접속할 때만 열립니다. 프록시를 거칠 수 없습니다. 이 컴퓨터에서 관리자를 추가하세요: jobu user add NAME"
        ),
        (
            "error_params_of_admin",
            "Only an admin may write the parameters of this handler: they are code or a statement, or no worker has registered with it yet. Run one of its crons as it is, or ask an admin.",
            "이 핸들러의 파라미터는 관리자만 작성할 수 있습니다. 코드나 SQL 문이거나, 아직 등록한 워커가 없습니다. 기존 크론을 그대로 실행하거나 관리자에게 요청하세요."
        ),
    ]
}
