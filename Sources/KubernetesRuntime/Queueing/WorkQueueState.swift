/// Which key is due when. Pure: time comes in with each call.
struct WorkQueueState<Key: Hashable & Sendable>: Sendable {
    enum Next: Sendable, Equatable {
        case key(Key)
        /// Nothing is due before this; `nil` if nothing waits at all.
        case nothing(until: Duration?)
        case shutDown
    }

    private struct Waiting: Sendable {
        var deadline: Duration
        var order: UInt64
    }

    private var waiting: [Key: Waiting] = [:]
    private var running: Set<Key> = []
    /// Deadlines of keys that came due while they ran.
    private var repeats: [Key: Duration] = [:]
    /// May hold elements that `waiting` no longer confirms.
    private var heap = DeadlineHeap<Key>()
    private var nextOrder: UInt64 = 0
    private(set) var isShutDown = false

    /// Keys that wait, those to be repeated included.
    var count: Int { waiting.count + repeats.count }
    var runningCount: Int { running.count }
    func isRunning(_ key: Key) -> Bool { running.contains(key) }

    /// The earliest deadline of a key wins.
    mutating func add(_ key: Key, at deadline: Duration) {
        guard !isShutDown else { return }
        if running.contains(key) {
            repeats[key] = min(repeats[key] ?? deadline, deadline)
            return
        }
        if let known = waiting[key], known.deadline <= deadline { return }
        nextOrder += 1
        waiting[key] = Waiting(deadline: deadline, order: nextOrder)
        heap.insert(.init(deadline: deadline, order: nextOrder, key: key))
        compact()
    }

    mutating func next(now: Duration) -> Next {
        if isShutDown { return .shutDown }
        while let first = heap.first {
            guard waiting[first.key]?.order == first.order else {
                _ = heap.removeFirst()
                continue
            }
            guard first.deadline <= now else { return .nothing(until: first.deadline) }
            _ = heap.removeFirst()
            waiting[first.key] = nil
            running.insert(first.key)
            return .key(first.key)
        }
        return .nothing(until: nil)
    }

    mutating func done(_ key: Key) {
        guard running.remove(key) != nil, let deadline = repeats.removeValue(forKey: key) else { return }
        add(key, at: deadline)
    }

    mutating func remove(_ key: Key) {
        waiting[key] = nil
        repeats[key] = nil
    }

    mutating func shutDown() {
        isShutDown = true
        waiting = [:]
        repeats = [:]
        heap = DeadlineHeap()
    }

    /// Keeps the heap in proportion to what waits.
    private mutating func compact() {
        guard heap.count > 64, heap.count > 2 * waiting.count else { return }
        let waiting = waiting
        heap.removeAll { waiting[$0.key]?.order != $0.order }
    }
}
