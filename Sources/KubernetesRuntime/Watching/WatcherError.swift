public import KubernetesClient

/// Which step of watching failed, and why. The watcher goes on by itself in every case.
public enum WatcherError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no state yet: nothing has ever been read.
    case initialListFailed(KubernetesError)
    /// A later list, after the version became too old: the last state is kept.
    case listFailed(KubernetesError)
    case watchStartFailed(KubernetesError)
    /// The stream broke off.
    case watchFailed(KubernetesError)

    public var cause: KubernetesError {
        switch self {
        case .initialListFailed(let cause), .listFailed(let cause), .watchStartFailed(let cause),
            .watchFailed(let cause):
            cause
        }
    }

    public var description: String {
        switch self {
        case .initialListFailed(let cause): "nothing could be read yet: \(cause)"
        case .listFailed(let cause): "the state could not be read again, so the last one is kept: \(cause)"
        case .watchStartFailed(let cause): "the watch could not be started: \(cause)"
        case .watchFailed(let cause): "the watch broke off: \(cause)"
        }
    }
}
