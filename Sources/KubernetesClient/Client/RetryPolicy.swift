internal import KubernetesTypes

/// How often one request is sent again: new credentials once, and a few short waits where the server asks for them.
struct RetryPolicy {
    /// Waits that are left.
    var postponements = 3
    /// A longer wait is the caller's business.
    let longestPause = Duration.seconds(10)
    private var mayRenew = true

    /// True once: the first refusal may only mean that a token has been replaced.
    mutating func takeRenewal() -> Bool {
        defer { mayRenew = false }
        return mayRenew
    }

    /// The wait before the request is sent again; `nil` if it is not.
    mutating func takePause(after failure: KubernetesError) -> Duration? {
        guard postponements > 0, let code = failure.status?.code, code == 429 || code == 503 else { return nil }
        // A 503 without a time is trouble rather than a queue.
        guard let pause = failure.retryAfter ?? (code == 429 ? .seconds(1) : nil), pause <= longestPause else {
            return nil
        }
        postponements -= 1
        return pause
    }
}
