/// The members of an object, in the order of their names.
///
/// An object of the Kubernetes API has few members. Comparing their names finds one sooner than hashing does, the storage is
/// smaller than a hash table's, and equal objects are written as equal bytes without sorting them first.
///
/// Finding takes O(log n). Adding takes O(n), but for a name that comes after all others; many members at once are better
/// given to an initializer.
public struct JSONObject: Sendable, Hashable {
    struct Member: Sendable, Hashable {
        var key: String
        var value: JSON
    }

    private var members: [Member] = []

    public init() {}

    /// A repeated name keeps its last value.
    public init(_ members: some Sequence<(String, JSON)>) {
        self.init(members: members.map { Member(key: $0.0, value: $0.1) })
    }

    /// A repeated name keeps its last value.
    init(members: [Member]) {
        self.members = members
        guard zip(members, members.dropFirst()).contains(where: { $0.key >= $1.key }) else { return }
        // Sorting keeps the order of equal names.
        self.members.sort { $0.key < $1.key }
        var kept: [Member] = []
        kept.reserveCapacity(members.count)
        for member in self.members {
            if kept.last?.key == member.key { kept.removeLast() }
            kept.append(member)
        }
        self.members = kept
    }

    public init(_ members: [String: JSON]) { self.init(members.lazy.map { ($0.key, $0.value) }) }

    /// The value of a member; `nil` where there is none, and to remove it.
    public subscript(key: String) -> JSON? {
        get {
            let index = position(of: key)
            guard isMember(key, at: index) else { return nil }
            return members[index].value
        }
        set {
            let index = position(of: key)
            switch (isMember(key, at: index), newValue) {
            case (true, let value?): members[index].value = value
            case (false, let value?): members.insert(Member(key: key, value: value), at: index)
            case (true, nil): members.remove(at: index)
            case (false, nil): break
            }
        }
    }

    /// Where the member is, or would be.
    private func position(of key: String) -> Int {
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if members[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func isMember(_ key: String, at index: Int) -> Bool { index < members.count && members[index].key == key }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> (key: String, value: JSON) {
        (members[position].key, members[position].value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// A repeated name keeps its last value.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

extension JSONObject {
    public var keys: some RandomAccessCollection<String> { members.lazy.map(\.key) }
    public var values: some RandomAccessCollection<JSON> { members.lazy.map(\.value) }

    public func mapValues<Failure>(_ transform: (JSON) throws(Failure) -> JSON) throws(Failure) -> JSONObject {
        var result = self
        for index in members.indices { result.members[index].value = try transform(members[index].value) }
        return result
    }

    /// Names and what becomes of the values, without those of which nothing becomes.
    public func compactMapValues<Value>(_ transform: (JSON) -> Value?) -> [String: Value] {
        var result: [String: Value] = [:]
        for member in members { result[member.key] = transform(member.value) }
        return result
    }

    /// Changes each value in place, in the order of the names; a member for which `change` says no is removed.
    public mutating func update(_ change: (String, inout JSON) -> Bool) {
        var count = 0
        for index in members.indices where change(members[index].key, &members[index].value) {
            members.swapAt(count, index)
            count += 1
        }
        members.removeSubrange(count...)
    }

    public func filter(_ isIncluded: ((key: String, value: JSON)) -> Bool) -> JSONObject {
        var result = self
        result.members.removeAll { !isIncluded(($0.key, $0.value)) }
        return result
    }
}
