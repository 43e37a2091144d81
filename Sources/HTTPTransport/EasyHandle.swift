internal import CCurl

/// curl's handle for one transfer, used for one after the other. It belongs to one thread.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// Nil if there is no memory.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(ccurl_error_size))
        errorText.initialize(repeating: 0, count: Int(ccurl_error_size))
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    /// What curl said about its last error; empty if nothing.
    var message: String { String(cString: errorText) }

    /// Forgets the last transfer.
    func reset() throws(CurlFailure) {
        curl_easy_reset(pointer)
        errorText[0] = 0
        try check(ccurl_setopt_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(ccurl_setopt_long(pointer, option, value))
    }

    func setLarge(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(ccurl_setopt_offset(pointer, option, curl_off_t(value)))
    }

    func set(_ option: CURLoption, _ value: Bool) throws(CurlFailure) {
        try set(option, value ? 1 : 0)
    }

    func set(_ option: CURLoption, _ value: String?) throws(CurlFailure) {
        try check(ccurl_setopt_string(pointer, option, value))
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlFailure) {
        try check(ccurl_setopt_pointer(pointer, option, value))
    }

    /// For options that copy the bytes at once.
    func set(_ option: CURLoption, bytes: [UInt8]) throws(CurlFailure) {
        let code = bytes.withUnsafeBytes { bytes in
            ccurl_setopt_pointer(pointer, option, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        try check(code)
    }

    /// The bytes are copied.
    func set(_ option: CURLoption, blob: [UInt8]) throws(CurlFailure) {
        let code = blob.withUnsafeBytes { ccurl_setopt_blob(pointer, option, $0.baseAddress, $0.count) }
        try check(code)
    }

    func set(_ option: CURLoption, list: HeaderList) throws(CurlFailure) {
        try check(ccurl_setopt_list(pointer, option, list.head))
    }

    func set(_ option: CURLoption, callback: ccurl_data_callback) throws(CurlFailure) {
        try check(ccurl_setopt_data_callback(pointer, option, callback))
    }

    func setPrerequest(_ callback: ccurl_prerequest_callback) throws(CurlFailure) {
        try check(ccurl_setopt_prerequest(pointer, callback))
    }

    /// Keeps the connections from being inherited by child processes.
    func usePrivateSockets() throws(CurlFailure) { try check(ccurl_use_private_sockets(pointer)) }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_getinfo_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    private func check(_ code: CURLcode) throws(CurlFailure) {
        guard code == CURLE_OK else { throw CurlFailure(code: code) }
    }
}

/// An option that curl did not take, which means out of memory or a libcurl built without the feature.
struct CurlFailure: Error {
    let code: CURLcode
    var text: String { String(cString: curl_easy_strerror(code)) }
}

/// A list of header lines in curl's form.
final class HeaderList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    func append(_ line: String) throws(CurlFailure) {
        guard let longer = curl_slist_append(head, line) else { throw CurlFailure(code: CURLE_OUT_OF_MEMORY) }
        head = longer
    }

    deinit { curl_slist_free_all(head) }
}
