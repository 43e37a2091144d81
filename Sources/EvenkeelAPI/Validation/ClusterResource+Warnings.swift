import JSONValue

extension MetricSource {
    var warnings: [Finding] {
        var warnings: [Finding] = []
        if spec.allowedNamespaces.isEmpty {
            warnings.append(
                .warning(
                    ["spec", "allowedNamespaces"], "no namespace is allowed, so no policy can use this source",
                    "list the namespaces, or write [\"*\"] for all"))
        }
        if let kind = spec.kind { warnings += kind.endpoint.warnings(at: ["spec", kind.field.rawValue]) }
        return warnings
    }
}

extension MetricSourceSpec.Endpoint {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        if address.hasPrefix("http:"), headersFrom?.isEmpty == false {
            warnings.append(.warning(path + ["address"], "headers from Secrets are sent unencrypted", "use https"))
        }
        if tls?.insecureSkipVerify == true {
            warnings.append(
                .warning(
                    path + ["tls", "insecureSkipVerify"], "an attacker on the network can forge metrics",
                    "set caSecretRef to the certificate authority"))
        }
        return warnings
    }
}

extension Guardrail {
    var warnings: [Finding] {
        let isIdle =
            !spec.paused && spec.budgets == nil && spec.circuitBreaker == nil && spec.freezeWindows.isEmpty
            && spec.silences == nil
        let idle: [Finding] =
            isIdle
            ? [
                .warning(
                    ["spec"],
                    "the guardrail has no effect: it sets no limit"
                )
            ] : []
        return idle + neverOpenWindows
            + spec.freezeWindows.enumerated().filter { $1.zone == nil }.map { index, window in
                .warning(
                    ["spec", "freezeWindows", "\(index)", "timeZone"],
                    "\"\(window.timeZone)\" is not a time zone of this system; an operator without it holds all changes"
                )
            }
    }

    /// Errors, although the API server accepts such a schedule: CEL cannot compare a day with the length of its months.
    private var neverOpenWindows: [Finding] {
        spec.freezeWindows.enumerated().filter { CronSchedule($1.schedule)?.fires == false }.map { index, window in
            Finding(
                pointer: JSONPointer(["spec", "freezeWindows", "\(index)", "schedule"]),
                message: "Invalid value: \(window.schedule.quoted): the schedule never fires, because no month of the "
                    + "schedule has such a day")
        }
    }
}
