extension HTTPRequest {
    /// Refuses what would break out of its place in the request: line ends and the like in names and values.
    func check() throws(HTTPError) {
        guard method.rawValue.isToken else { throw refusal("the method is not a word") }
        for field in headers.fields {
            guard field.name.isToken else { throw refusal("a header's name is not a word") }
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw refusal("the value of the header \(field.name) holds a control character")
            }
        }
    }

    private func refusal(_ detail: String) -> HTTPError {
        HTTPError(.invalidRequest, url: url, detail: detail, mayHaveReachedServer: false)
    }
}

extension String {
    /// A token of RFC 9110, section 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
