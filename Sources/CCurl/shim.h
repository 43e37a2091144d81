// libcurl for Swift. The variadic functions of libcurl cannot be called from Swift: each gets one inline function
// per type of its last argument. The type checks of curl's own macros are switched off, because they expand to
// statement expressions that only serve C callers.
#ifndef EVENKEEL_CCURL_SHIM_H
#define EVENKEEL_CCURL_SHIM_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <sys/socket.h>

static inline CURLcode ccurl_setopt_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_setopt_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_setopt_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

/// curl copies the bytes.
static inline CURLcode ccurl_setopt_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob;
    blob.data = (void *)bytes;
    blob.len = count;
    blob.flags = CURL_BLOB_COPY;
    return curl_easy_setopt(handle, option, &blob);
}

/// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ccurl_setopt_data_callback(CURL *handle, CURLoption option, ccurl_data_callback callback) {
    return curl_easy_setopt(handle, option, callback);
}

typedef int (*ccurl_prerequest_callback)(void *context, char *remote, char *local, int remotePort, int localPort);

static inline CURLcode ccurl_setopt_prerequest(CURL *handle, ccurl_prerequest_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, callback);
}

/// curl would let children of the process inherit its connections, which then outlive their closing.
static inline curl_socket_t ccurl_open_private_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)context;
    (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline CURLcode ccurl_use_private_sockets(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, ccurl_open_private_socket);
}

static inline CURLcode ccurl_getinfo_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_getinfo_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode ccurl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/// The code of a finished transfer; the C union inside CURLMsg is awkward to read from Swift.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

static inline CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode ccurl_resume(CURL *handle) { return curl_easy_pause(handle, CURLPAUSE_CONT); }

static inline CURLcode ccurl_pause_receiving(CURL *handle) { return curl_easy_pause(handle, CURLPAUSE_RECV); }

static const size_t ccurl_write_pause = CURL_WRITEFUNC_PAUSE;
static const int ccurl_prerequest_ok = CURL_PREREQFUNC_OK;
static const int ccurl_prerequest_abort = CURL_PREREQFUNC_ABORT;
static const size_t ccurl_error_size = CURL_ERROR_SIZE;

#endif
