import JobUModel

/// The parameters of a run of `http`.
package struct HTTPParams: Decodable, Sendable {
    var method: String
    var url: String
    var headers: [String: String]
    /// Headers whose values are secrets of worker.yaml: by the header's name the secret's.
    var secretHeaders: [String: String]
    /// A text that is sent as it is.
    var body: String?
    /// A value that is sent as JSON.
    var json: RawJSON?
    var expectedStatus: ExpectedStatus
    var timeout: Duration
    /// Redirects that are followed.
    var redirectsMax: Int

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case method, url, headers, body, json
        case secretHeaders = "secret_headers"
        case expectedStatus = "expected_status"
        case timeoutSeconds = "timeout_seconds"
        case redirectsMax = "redirects_max"
    }

    package init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func refuse(_ key: CodingKeys, _ problem: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: problem)
        }
        url = try container.decode(String.self, forKey: .url)
        headers = try container.decodeIfPresent([String: String].self, forKey: .headers) ?? [:]
        secretHeaders = try container.decodeIfPresent([String: String].self, forKey: .secretHeaders) ?? [:]
        body = try container.decodeIfPresent(String.self, forKey: .body)
        // `null` is a value as any other.
        let hasJSON = container.contains(.json)
        if hasJSON { json = try container.decode(RawJSON.self, forKey: .json) }
        method = try container.decodeIfPresent(String.self, forKey: .method) ?? (body == nil && !hasJSON ? "GET" : "POST")
        expectedStatus = try container.decodeIfPresent(ExpectedStatus.self, forKey: .expectedStatus) ?? .successes
        let seconds = try container.decodeIfPresent(Double.self, forKey: .timeoutSeconds) ?? 30
        redirectsMax = try container.decodeIfPresent(Int.self, forKey: .redirectsMax) ?? 0
        guard (0.1...3600).contains(seconds) else { throw refuse(.timeoutSeconds, "must be 0.1 to 3600") }
        guard (0...10).contains(redirectsMax) else { throw refuse(.redirectsMax, "must be 0 to 10") }
        timeout = .seconds(seconds)
        if body != nil, hasJSON { throw refuse(.json, "is given in addition to 'body'; give one of them") }
        let names = (Array(headers.keys) + Array(secretHeaders.keys)).map { $0.lowercased() }
        if let twice = Dictionary(grouping: names, by: \.self).first(where: { $1.count > 1 })?.key {
            throw refuse(.headers, "and 'secret_headers' hold '\(twice)' more than once")
        }
    }
}
