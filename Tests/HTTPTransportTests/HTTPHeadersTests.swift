import HTTPTransport
import Testing

@Suite("Headers")
struct HTTPHeadersTests {
    @Test("names are compared without regard to case, and keep their spelling and order")
    func names() {
        var headers: HTTPHeaders = ["Content-Type": "a", "X-One": "1"]
        headers.add("x-one", "2")
        #expect(headers["content-type"] == "a")
        #expect(headers.values("X-ONE") == ["1", "2"])
        #expect(headers.fields.map(\.name) == ["Content-Type", "X-One", "x-one"])
    }

    @Test("setting a name replaces all its values")
    func set() {
        var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
        headers.set("a", "4")
        #expect(headers.values("A") == ["4"])
        #expect(headers["b"] == "2")
    }

    @Test("the description never shows a value")
    func secrets() {
        let headers: HTTPHeaders = ["Authorization": "Bearer secret"]
        #expect(!"\(headers)".contains("secret"))
    }

    @Test("the description of a TLS configuration or a request never shows a key, not even to reflection")
    func tlsSecrets() {
        let tls = TLSConfiguration(clientCertificate: [1], clientKey: Array("private".utf8))
        let request = HTTPRequest(url: "https://user:pass@host/a?token=secret", headers: ["A": "secret"], tls: tls)
        var dumped = ""
        dump(request, to: &dumped)
        dump(tls, to: &dumped)
        for text in ["\(tls)", "\(request)", String(reflecting: tls), dumped] {
            #expect(!text.contains("112") && !text.contains("secret") && !text.contains("pass"))
        }
        #expect("\(request)" == "GET https://host/a")
    }
}
