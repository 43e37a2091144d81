internal import CCurl

/// curl's handle for many transfers at once.
///
/// Sendable, because the only function that other threads call is `curl_multi_wakeup`, which libcurl documents as safe
/// from any thread while the handle exists; `Mailbox` sees to the latter. All else happens on the one thread.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init(_ configuration: CurlTransportConfiguration) throws(HTTPError) {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else {
            throw HTTPError(.outOfMemory, url: "", detail: "libcurl cannot be started", mayHaveReachedServer: false)
        }
        self.pointer = pointer
        set(CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        set(CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost)
        set(CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
        set(CURLMOPT_MAXCONNECTS, configuration.maximumIdleConnections)
    }

    /// These options cannot fail: they only store a number.
    private func set(_ option: CURLMoption, _ value: Int) {
        _ = ccurl_multi_setopt_long(pointer, option, value)
    }

    func wake() { _ = curl_multi_wakeup(pointer) }

    func free() { _ = curl_multi_cleanup(pointer) }
}

/// libcurl's global state, made once in the life of the process.
enum CurlLibrary {
    static let isReady = ccurl_global_init() == CURLE_OK
}
