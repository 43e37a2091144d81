import Glibc

/// Lets a script's thread pass once for each time that a test opens it.
final class Gate: @unchecked Sendable {
    // POSIX semaphores may be used from any thread; the memory is freed with the last reference.
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func open() { sem_post(semaphore) }

    /// False if nobody opens it for 20 seconds.
    func pass() -> Bool {
        var limit = timespec()
        clock_gettime(CLOCK_REALTIME, &limit)
        limit.tv_sec += 20
        return sem_timedwait(semaphore, &limit) == 0
    }
}
