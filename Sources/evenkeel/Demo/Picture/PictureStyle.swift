import EvenkeelAPI
import EvenkeelBacktest

/// The picture's style sheet, for light and dark. It names no font that would have to be fetched.
enum PictureStyle {
    static let sheet: Markup = """
        <style>
        svg{--ground:#ffffff;--edge:#e1e5ea;--text:#1b2430;--soft:#566273;--good:#7cc49a;--bad:#d6453a;--act:#2457b5;
        --watch:#8fb2ee;--ask:#6b3fa0;--held:#c98a1b;--done:#1f7a4d;--shadow:#7b8796}
        @media(prefers-color-scheme:dark){svg{--ground:#171e27;--edge:#2a3441;--text:#e7ecf2;--soft:#a3b0c0;--good:#3f8f66;
        --bad:#ff7a6c;--act:#86b3ff;--watch:#3d5f9e;--ask:#c9a5f5;--held:#e0a84a;--done:#6fd3a2;--shadow:#9aa7b8}}
        text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--text)}
        .title{font-size:19px;font-weight:650}.story{font-size:14px;font-weight:650}.policy{font-weight:600}
        .soft{fill:var(--soft)}.small{font-size:11px}.middle{text-anchor:middle}.time{text-anchor:end}
        .ground{fill:var(--ground);stroke:var(--edge)}.edge,.tick{stroke:var(--edge)}
        .zero{stroke:var(--bad);stroke-dasharray:3 3}
        .good{fill:var(--good)}.bad{fill:var(--bad)}.act{fill:var(--act)}.watch{fill:var(--watch)}.ask{fill:var(--ask)}
        .held{fill:var(--held)}.done{fill:var(--done)}.shadow{fill:var(--shadow)}.other{fill:var(--edge)}
        </style>
        """

    static let legend = [
        ("good", "healthy"), ("bad", "unhealthy"), ("held", "held"), ("ask", "awaits approval"), ("act", "changes"),
        ("watch", "verifies"), ("done", "succeeded"), ("shadow", "shadow, or a person"),
    ]
}

extension Health {
    var style: String {
        switch self {
        case .healthy: "good"
        case .unhealthy: "bad"
        default: "other"
        }
    }
}

extension Phase {
    var style: String {
        switch self {
        case .proposed, .held: "held"
        case .awaitingApproval: "ask"
        case .executing, .undoing: "act"
        case .verifying: "watch"
        case .succeeded, .recovered: "done"
        case .shadowed, .superseded: "shadow"
        case .failed, .undone, .expired, .rejected: "bad"
        }
    }

    /// How a moment at which the phase begins is marked.
    var moment: DemoRecord.Moment.Kind {
        switch self {
        case .proposed, .held, .awaitingApproval, .shadowed, .superseded: .held
        case .executing, .verifying, .undoing: .change
        case .succeeded, .recovered: .success
        case .failed, .undone, .expired, .rejected: .failure
        }
    }
}

extension DemoRecord.Moment.Kind {
    var style: String {
        switch self {
        case .incident, .signal, .failure: "bad"
        case .held: "held"
        case .person: "shadow"
        case .change: "act"
        case .success: "done"
        }
    }
}
