import KubernetesTypes

// What befalls Evenkeel's processes.
extension Story {
    func befallOperator(_ event: SimulationEvent) {
        guard let process = pool.leader else { return }
        switch event {
        case .crash: pool.crash(process)
        case .freeze(let seconds, let isAsleep): pool.freeze(process, for: seconds, isAsleep: isAsleep)
        case .cutOff(let seconds): pool.cutOff(process, for: seconds)
        case .clock(let seconds):
            pool.setClock(of: process, ahead: seconds)
            if seconds != 0 { plan(.clock(0), after: random.between(60, 1800)) }
        case .silence(let seconds):
            let indices = process.view.informers.indices
            let index = random.whole(0...indices.count - 1)
            pool.silence(indices.filter { $0 == index || random.chance(0.3) }, of: process, for: seconds)
        case .compact: cluster.compact()
        default: break
        }
    }
}
