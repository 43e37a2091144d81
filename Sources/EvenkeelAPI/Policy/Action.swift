/// What is done. A valid document sets exactly one of the kinds.
public struct Action: Sendable, Hashable, Codable {
    public enum Kind: Sendable, Hashable {
        case scale(ScaleAction)
        case restart(RestartAction)
        case rollback(RollbackAction)
    }

    /// `nil` where the document sets none, or one that only a newer version knows.
    public var kind: Kind?

    public init(_ kind: Kind? = nil) { self.kind = kind }
}

/// The actions by name, as plans, metrics and roles carry them.
public enum ActionName: String, Sendable, Hashable, Codable, CaseIterable {
    case scale = "Scale"
    case restart = "Restart"
    case rollback = "Rollback"
}

extension Action.Kind {
    public var name: ActionName {
        switch self {
        case .scale: .scale
        case .restart: .restart
        case .rollback: .rollback
        }
    }
}

extension Action {
    enum CodingKeys: String, CodingKey, CaseIterable { case scale, restart, rollback }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // Each key is read: the schema is made of the keys that are asked for.
        kind = try CodingKeys.allCases.compactMap { try Kind.read($0, container) }.first
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch kind {
        case .scale(let action): try container.encode(action, forKey: .scale)
        case .restart(let action): try container.encode(action, forKey: .restart)
        case .rollback(let action): try container.encode(action, forKey: .rollback)
        case nil: break
        }
    }
}

extension Action.Kind {
    fileprivate static func read(
        _ key: Action.CodingKeys, _ container: KeyedDecodingContainer<Action.CodingKeys>
    ) throws -> Self? {
        switch key {
        case .scale: try container.decodeIfPresent(ScaleAction.self, forKey: key).map(Self.scale)
        case .restart: try container.decodeIfPresent(RestartAction.self, forKey: key).map(Self.restart)
        case .rollback: try container.decodeIfPresent(RollbackAction.self, forKey: key).map(Self.rollback)
        }
    }
}
