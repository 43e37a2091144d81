import EvenkeelAPI
import JSONValue
import Testing

@Suite("The kinds of actions, signals and metric sources")
struct ActionTests {
    @Test("a document without a kind, or with one of a newer version, is read and names none")
    func unknownKind() throws {
        let action: JSON = ["isolate": ["for": "10m"]]
        #expect(try action.decoded(as: Action.self).kind == nil)
        let signal: JSON = ["name": "trace", "traces": ["source": "tempo"]]
        #expect(try signal.decoded(as: Signal.self) == Signal(name: "trace"))
        let source: JSON = ["tempo": ["address": "http://tempo"], "staleAfter": "2m", "allowedNamespaces": []]
        #expect(try source.decoded(as: MetricSourceSpec.self).kind == nil)
    }

    @Test(
        "each kind is written as the field of its name, and read again",
        arguments: [
            Action.Kind.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 4)),
            .restart(RestartAction()), .rollback(RollbackAction()),
        ])
    func kinds(kind: Action.Kind) throws {
        let json = try JSON(encoding: Action(kind))
        #expect(json.objectValue?.keys.map { $0 } == [kind.name.rawValue.lowercased()])
        #expect(try json.decoded(as: Action.self) == Action(kind))
    }

    @Test("raising the count, restarting and rolling back have an exception in a freeze window; lowering has none")
    func freezeExceptions() {
        func scale(_ fraction: Double) -> Action.Kind {
            .scale(ScaleAction(by: SignedPercentage(fraction: fraction), maximum: 4))
        }
        #expect(scale(0.5).freezeException == .scaleUp)
        #expect(scale(-0.5).freezeException == nil)
        #expect(Action.Kind.restart(RestartAction()).freezeException == .restart)
        #expect(Action.Kind.rollback(RollbackAction()).freezeException == .rollback)
    }

    @Test("what takes pods away by eviction cannot be undone, and everything else can")
    func reversible() {
        for action in ActionName.allCases {
            #expect(action.traits.isReversible == (action.traits.podRemoval != .restart), "\(action)")
        }
    }
}
