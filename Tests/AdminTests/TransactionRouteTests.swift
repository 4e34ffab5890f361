import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite("The API of transactions over several databases")
struct TransactionRouteTests {
    private let name = "jobu1.00000000.00000000.00000000000000000000000000000000"

    @Test("an empty list says so, in JSON and on the page, in both languages")
    func empty() async throws {
        try await AdminHarness.open { harness async throws in
            let list = try await harness.get("/api/transactions")
            #expect(list.status == .ok)
            #expect(String(buffer: list.body).contains(#""total":0"#))
            #expect(String(buffer: try await harness.get("/transactions").body).contains("No transactions in doubt"))
            #expect(String(buffer: try await harness.get("/transactions?lang=ko").body).contains("미확정 트랜잭션이 없습니다"))
        }
    }

    @Test("one that nobody knows is 404, a verdict that cannot be is 422, one that is refused is 409")
    func refused() async throws {
        try await AdminHarness.open { harness async throws in
            #expect(try await harness.get("/api/transactions/\(name)").status == .notFound)
            let path = "/api/transactions/\(name)/resolve"
            #expect(try await harness.send(.post, path, "{}").status == .unprocessableContent)
            #expect(try await harness.send(.post, path, #"{"verdict":"maybe","reason":"x"}"#).status == .unprocessableContent)
            #expect(try await harness.send(.post, path, #"{"verdict":"abort","reason":""}"#).status == .unprocessableContent)
            #expect(try await harness.send(.post, path, #"{"verdict":"abort","reason":"lost"}"#).status == .conflict)
        }
    }
}
