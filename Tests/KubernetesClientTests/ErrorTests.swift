import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@Suite struct ErrorTests {
    let key = ObjectKey(namespace: "shop", name: "web")

    private func failure(_ step: ScriptedTransport.Step, writing: Bool = false) async throws -> KubernetesError {
        let client = makeClient(ScriptedTransport([step]))
        return try #require(
            await #expect(throws: KubernetesError.self) {
                if writing {
                    _ = try await client.patch(.pods, key, .merge([:]))
                } else {
                    _ = try await client.get(.pods, key)
                }
            })
    }

    @Test("each refusal of the API is told apart by its reason")
    func reasons() async throws {
        #expect(try await failure(.status(404, "NotFound")).isNotFound)
        #expect(try await failure(.status(409, "Conflict")).isConflict)
        let exists = try await failure(.status(409, "AlreadyExists"))
        #expect(exists.isAlreadyExists && !exists.isConflict)
        #expect(try await failure(.status(410, "Expired")).isExpired)
        #expect(try await failure(.status(410, "Gone")).isExpired)
        #expect(try await failure(.status(422, "Invalid")).isInvalid)
        #expect(try await failure(.status(403, "Forbidden")).isForbidden)
        #expect(try await failure(.status(401, "Unauthorized")).isUnauthorized)
        #expect(try await failure(.status(429, "TooManyRequests"), writing: true).isTooManyRequests)
    }

    @Test("a JSON patch whose test fails is told apart from an object that breaks its schema")
    func inapplicablePatch() async throws {
        let status: JSON = [
            "kind": "Status", "code": 422, "reason": "Invalid",
            "message": "the server rejected our request due to an error in our request",
        ]
        let error = try await failure(.json(status, status: 422), writing: true)
        #expect(error.isInapplicablePatch && error.isInvalid)
        #expect(error.description.contains("The object is not what the patch expects: read it again."))
        #expect(try await !failure(.status(422, "Invalid"), writing: true).isInapplicablePatch)
    }

    @Test("a refusal without a Status, as proxies send it, is judged by its code and shows no page")
    func proxies() async throws {
        let error = try await failure(.answer(404, Array("<html>secret page</html>".utf8), [:]))
        #expect(error.isNotFound && !error.isAlreadyExists)
        #expect(!error.description.contains("html"))
        #expect(try await failure(.answer(410, [], [:])).isExpired)
    }

    @Test("an error says what was asked, what happened and what to do, and no secret")
    func description() async throws {
        let error = try await failure(.status(403, "Forbidden"))
        #expect(
            error.description
                == "get pods shop/web: Forbidden happened (403). Grant the verb on the resource with a Role and a RoleBinding."
        )
        #expect(!"\(error)".contains("s3cret"))
    }

    @Test("a lost answer after a change says that it may have happened")
    func lostAnswer() async throws {
        let lost = try await failure(.lost(sent: true), writing: true)
        #expect(lost.mayHaveHappened)
        #expect(lost.description.contains("The change may have been made: look before asking again."))
        #expect(try await !failure(.lost(sent: false), writing: true).mayHaveHappened)
        #expect(try await !failure(.lost(sent: true), writing: false).mayHaveHappened)
    }

    @Test("a server that breaks down after a change leaves it open whether it happened; a refusal does not")
    func serverErrors() async throws {
        #expect(try await failure(.status(500, "InternalError"), writing: true).mayHaveHappened)
        #expect(try await failure(.status(504, "Timeout"), writing: true).mayHaveHappened)
        #expect(try await failure(.answer(502, Array("bad gateway".utf8), [:]), writing: true).mayHaveHappened)
        #expect(try await !failure(.status(503, "ServiceUnavailable"), writing: true).mayHaveHappened)
        #expect(try await !failure(.status(409, "Conflict"), writing: true).mayHaveHappened)
    }

    @Test("a change whose answer cannot be read has happened")
    func unreadable() async throws {
        #expect(try await failure(.answer(200, Array("{".utf8), [:]), writing: true).mayHaveHappened)
        #expect(try await !failure(.answer(200, Array("{".utf8), [:]), writing: false).mayHaveHappened)
    }

    @Test("Retry-After is taken from the header, or else from the Status")
    func retryAfter() async throws {
        #expect(
            try await failure(.status(429, "TooManyRequests", headers: ["Retry-After": "7"]), writing: true)
                .retryAfter == .seconds(7))
        #expect(
            try await failure(.status(429, "TooManyRequests", details: ["retryAfterSeconds": 3]), writing: true)
                .retryAfter == .seconds(3))
        #expect(
            try await failure(.status(429, "TooManyRequests", headers: ["Retry-After": "99999999"]), writing: true)
                .retryAfter == .seconds(3600))
        #expect(try await failure(.status(409, "Conflict"), writing: true).retryAfter == nil)
    }
}
