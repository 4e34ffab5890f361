/// The words of long lists.
extension Texts {
    static let operationsEnglish: [String: String] = [
        "rows_in_all": "{0} in all"
    ]

    static let operationsKorean: [String: String] = [
        "rows_in_all": "전체 {0}건"
    ]
}
