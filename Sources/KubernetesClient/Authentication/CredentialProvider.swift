internal import FoundationEssentials
internal import KubernetesTypes

/// Hands out credentials, and gets new ones where they come from a file or a plugin.
actor CredentialProvider {
    /// Tokens in files are replaced in place about every hour; reading them each minute is what client-go does.
    static let tokenLifetime = Duration.seconds(60)

    private let configuration: ClusterConfiguration
    private let time: any TimeSource
    private let runner: any CredentialPluginRunner
    private var held: Authorization?
    /// The uptime or wall time after which `held` is not used any more.
    private var freshUntil: Duration?
    private var expiresAt: Timestamp?
    /// The plugin's run that is on its way; everybody waits for the same one.
    private var running: Task<Result<PluginCredential, ConfigurationError>, Never>?

    init(configuration: ClusterConfiguration, time: any TimeSource, runner: any CredentialPluginRunner) {
        self.configuration = configuration
        self.time = time
        self.runner = runner
    }

    func authorization() async throws(ConfigurationError) -> Authorization {
        switch configuration.credentials {
        case .none: return .none
        case .token(let token): return .bearer(token)
        case .basic(let user, let password): return .basic(user: user, password: password)
        case .tokenFile(let path): return try fromFile(path)
        case .plugin(let plugin): return try await fromPlugin(plugin)
        }
    }

    /// Forgets credentials that the server refused. True if asking again may give others.
    func discard(_ refused: Authorization) -> Bool {
        switch configuration.credentials {
        case .none, .token, .basic: return false
        case .tokenFile, .plugin:
            // Another task may have got new ones meanwhile.
            if held == refused { held = nil }
            return true
        }
    }

    private func fromFile(_ path: String) throws(ConfigurationError) -> Authorization {
        if let held, let freshUntil, time.uptime < freshUntil { return held }
        let text = String(decoding: try BoundedFile.read(path, purpose: "token file"), as: UTF8.self)
        let token = text.filter { !$0.isWhitespace }
        guard !token.isEmpty else { throw .invalidValue(path: path, line: nil, what: "the token file is empty") }
        let authorization = Authorization.bearer(String(token))
        held = authorization
        freshUntil = time.uptime + Self.tokenLifetime
        return authorization
    }

    private func fromPlugin(_ plugin: CredentialPlugin) async throws(ConfigurationError) -> Authorization {
        if let held, expiresAt.map({ time.now < $0 }) ?? true { return held }
        let task = running ?? start(plugin)
        let result = await task.value
        if running == task { running = nil }
        let credential = try result.get()
        held = credential.authorization
        expiresAt = credential.expiresAt
        return credential.authorization
    }

    private func start(_ plugin: CredentialPlugin) -> Task<Result<PluginCredential, ConfigurationError>, Never> {
        let call = PluginCall(plugin: plugin, configuration: configuration)
        let task = Task { [runner] in await call.run(by: runner) }
        running = task
        return task
    }
}
