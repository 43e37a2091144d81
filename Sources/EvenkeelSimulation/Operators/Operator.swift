import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

/// One process that leads, or believes so: an engine with its view of the cluster, from its election to its end.
///
/// Confined to the one world that made it.
final class Operator {
    /// Counted over the world's life.
    let number: Int
    /// Its name in the lease; a process that is started again has the same one.
    let identity: String
    /// The lease's transitions when it was elected: the fencing token.
    let token: Int
    var engine: Engine
    /// Is given the same observations, in some worlds: it must want the same.
    var twin: Engine?
    var view = View()
    var policies = PolicyReader()
    /// Its clock is so many seconds ahead of the API server's.
    var clockError = 0.0
    /// Stopped, or its machine is: nothing is done until then, and then everything at once.
    var frozenUntil: Timestamp?
    /// Its own clock knows that the lease was not renewed in time; a machine that slept does not know it.
    var knowsItIsLate = false
    /// The API server cannot be reached until then.
    var cutOffUntil: Timestamp?
    var isDead = false
    var hasStarted = false
    var deadline: Timestamp?
    var isPollPlanned = false
    /// What it was given.
    var delivered = DeliveredState()

    init(number: Int, identity: String, token: Int) {
        self.number = number
        self.identity = identity
        self.token = token
        engine = Engine()
    }

    func clock(_ now: Timestamp) -> Timestamp { now + clockError }

    /// By the world's clock.
    func time(_ clock: Timestamp) -> Timestamp { clock - clockError }

    func isFrozen(_ now: Timestamp) -> Bool { frozenUntil.map { $0 > now } ?? false }
    func isCutOff(_ now: Timestamp) -> Bool { cutOffUntil.map { $0 > now } ?? false }
}
