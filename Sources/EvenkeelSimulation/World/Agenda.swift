import KubernetesTypes

/// What is to happen at which time: a binary heap. What comes due together happens in the order in which it was planned.
struct Agenda<Work> {
    private struct Entry {
        var at: Timestamp
        var sequence: UInt64
        var work: Work

        func isBefore(_ other: Entry) -> Bool { (at, sequence) < (other.at, other.sequence) }
    }

    private var heap: [Entry] = []
    private var sequence: UInt64 = 0

    var next: Timestamp? { heap.first?.at }
    var count: Int { heap.count }

    mutating func plan(_ work: Work, at time: Timestamp) {
        sequence += 1
        heap.append(Entry(at: time, sequence: sequence, work: work))
        rise(from: heap.count - 1)
    }

    /// The first that is due by `now`.
    mutating func take(by now: Timestamp) -> Work? {
        guard let first = heap.first, first.at <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first.work
    }

    private mutating func rise(from start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard heap[index].isBefore(heap[parent]) else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func sink() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != index else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
