internal import HTTPTransport

/// Takes what was sent as a secret out of what a server answers: some servers, and proxies before them, repeat the request in
/// their errors, which are shown in status, events and logs.
struct SecretRedaction: Sendable {
    private let secrets: [[UInt8]]

    /// Shorter values are no secrets, and would be found in numbers and names.
    private static let shortest = 8

    /// - Parameter headers: of the requests. Of `Bearer x` and `Basic x`, `x` is a secret by itself.
    init(_ headers: HTTPHeaders) {
        let values = headers.fields.flatMap { field -> [String] in
            let words = field.value.split(separator: " ").map(String.init)
            return [field.value] + (words.count > 1 ? words.suffix(1) : [])
        }
        // The longest first: one may contain another.
        secrets = values.filter { $0.utf8.count >= Self.shortest }.sorted { $0.utf8.count > $1.utf8.count }
            .map { Array($0.utf8) }
    }

    func redacted(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        for secret in secrets {
            // A number may be a tenant's, and stand in good answers as a value.
            if answer.status == 200, secret.allSatisfy({ (0x30...0x39).contains($0) }) { continue }
            answer.body = Self.removing(secret, from: answer.body)
        }
        return answer
    }

    private static func removing(_ secret: [UInt8], from body: [UInt8]) -> [UInt8] {
        guard let first = secret.first, body.count >= secret.count else { return body }
        var (result, start): ([UInt8], Int) = ([], 0)
        var index = 0
        while index <= body.count - secret.count {
            guard body[index] == first, body[index..<index + secret.count].elementsEqual(secret) else {
                index += 1
                continue
            }
            result += body[start..<index]
            result += Array("[redacted]".utf8)
            index += secret.count
            start = index
        }
        return start == 0 ? body : result + body[start...]
    }
}
