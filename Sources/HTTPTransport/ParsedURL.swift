internal import CCurl

/// A URL as curl understands it, checked before anything is sent.
final class ParsedURL {
    private let handle: OpaquePointer
    private let original: String

    init(_ url: String) throws(HTTPError) {
        guard let handle = curl_url() else {
            throw HTTPError(.outOfMemory, url: url, mayHaveReachedServer: false)
        }
        self.handle = handle
        original = url
        try set(CURLUPART_URL, url)
        let scheme = part(CURLUPART_SCHEME)
        guard scheme == "http" || scheme == "https" else { throw invalid("the scheme must be http or https") }
    }

    deinit { curl_url_cleanup(handle) }

    var isSecure: Bool { part(CURLUPART_SCHEME) == "https" }

    /// With brackets around an IPv6 address.
    var host: String { part(CURLUPART_HOST) ?? "" }

    var port: String { part(CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)) ?? "" }

    /// Host and, where it is not the scheme's own, port: the value of a `Host` header.
    var authority: String { part(CURLUPART_PORT).map { "\(host):\($0)" } ?? host }

    /// The same URL with another host.
    func url(host: String) throws(HTTPError) -> String {
        try set(CURLUPART_HOST, host)
        return part(CURLUPART_URL) ?? original
    }

    private func set(_ part: CURLUPart, _ value: String) throws(HTTPError) {
        guard !value.utf8.contains(0) else { throw invalid("it contains a NUL byte") }
        let code = curl_url_set(handle, part, value, 0)
        guard code == CURLUE_OK else { throw invalid(String(cString: curl_url_strerror(code))) }
    }

    private func part(_ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    private func invalid(_ detail: String) -> HTTPError {
        HTTPError(.invalidURL, url: original, detail: detail, mayHaveReachedServer: false)
    }
}
