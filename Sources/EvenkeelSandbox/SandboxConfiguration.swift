public import ClusterModel

/// How a sandbox is set up.
public struct SandboxConfiguration: Sendable {
    /// The port on 127.0.0.1; 0 chooses a free one.
    public var port: Int
    /// Unique ids and generated names follow from it.
    public var seed: UInt64
    /// How the modelled cluster behaves.
    public var settings: ControllerSettings
    /// The changes kept for watches; a watcher that falls further behind gets 410.
    public var watchHistory: Int
    /// How often a quiet watch says how far it is, in seconds.
    public var bookmarkInterval: Double
    /// When a watch that names no limit ends, in seconds; clients resume it.
    public var watchTimeout: Double
    /// The largest body that is read, in bytes: etcd and the API server have the same limit.
    public var maximumBodyBytes: Int

    public init(port: Int = 0, seed: UInt64 = 1, settings: ControllerSettings = ControllerSettings()) {
        self.port = port
        self.seed = seed
        self.settings = settings
        watchHistory = 20_000
        bookmarkInterval = 60
        watchTimeout = 1800
        maximumBodyBytes = 3 << 20
    }
}
