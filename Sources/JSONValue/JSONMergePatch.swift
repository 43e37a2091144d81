extension JSON {
    /// Applies a merge patch (RFC 7386): `null` removes a member, objects merge, everything else replaces.
    public mutating func merge(_ patch: JSON) {
        guard case .object(let members) = patch else {
            self = patch
            return
        }
        if objectValue == nil { self = .object([:]) }
        for (key, value) in members {
            if value.isNull {
                self[key] = nil
            } else {
                var child = self[key] ?? .null
                child.merge(value)
                self[key] = child
            }
        }
    }
}
