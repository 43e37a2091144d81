#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Starts threads. `Foundation.Thread` would do, but would bring all of Foundation with it.
enum CurlThread {
    /// Runs the work on a new detached thread that gets no SIGPIPE: OpenSSL writes to closed sockets, and curl leaves
    /// signals alone. Threads that curl starts from there inherit this.
    ///
    /// - Returns: false if the system has no thread to give.
    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, { CurlThread.main($0) }, box.toOpaque())
        guard result == 0 else {
            box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
