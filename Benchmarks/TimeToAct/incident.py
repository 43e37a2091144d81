"""What is measured: an application gets a bad release, and its policy undoes it."""
import dataclasses
import datetime
import random

import cluster
import programs

APP = "app"
ACCOUNT = "remediator"
ERROR_RATIO = "workload.evenkeel.dev/error-ratio"
LOAD = "workload.evenkeel.dev/requests-per-second"


@dataclasses.dataclass(frozen=True)
class Row:
    """Incidents of one kind. Aims are in seconds."""
    name: str
    percent: int
    load: int
    # Seconds of `sum(increase(...))`; 0 reads the counters themselves.
    window: int = 0
    aim: float | None = None
    recovery_aim: float | None = None

    @property
    def title(self):
        form = f"`sum(increase(...[{self.window // 60}m]))`" if self.window else "counters"
        return f"{form}, {self.percent} % of {self.load} requests/s fail"

    @property
    def verify_within(self):
        """Windows that overlap count once, and three good ones are a recovery; the first one starts before the change."""
        return max(300, 6 * self.window)

    @property
    def patience(self):
        """Seconds from a release until a run is given up."""
        return 120 + 3 * self.window + self.verify_within

    def expression(self, selector):
        return f"sum(increase({selector}[{self.window}s]))" if self.window else selector


ROWS = [
    Row("30-of-200", 30, 200, aim=20, recovery_aim=60),
    Row("10-of-200", 10, 200, aim=25, recovery_aim=60),
    Row("30-of-20", 30, 20, aim=45, recovery_aim=60),
    Row("window-1m", 30, 200, window=60),
    Row("window-5m", 30, 200, window=300),
]


class Incident:
    """One run. Times are seconds since 1970, and None until they are known."""

    def __init__(self, row, number, policy_delay, release_delay):
        self.row, self.number = row, number
        # After the row begins, and after the first release was seen to be healthy.
        self.policy_delay, self.release_delay = policy_delay, release_delay
        # A namespace each, so that whatever holds in a namespace holds for one incident.
        self.namespace = f"{row.name}-{number}"
        self.is_made = False
        self.begun = self.healthy = self.released = self.first_bad = self.sent = self.recovered = None
        self.ended = False
        # Of the last phase that was stored.
        self.said = "no plan was made"

    @property
    def is_going_on(self):
        return self.begun is not None and not self.ended

    @property
    def selector(self):
        return f'http_requests_total{{namespace="{self.namespace}",app="{APP}"}}'

    @property
    def errors_selector(self):
        return self.selector.replace("}", ',code=~"5.."}')

    @property
    def time_to_act(self):
        return None if self.sent is None or self.first_bad is None else self.sent - self.first_bad

    @property
    def time_to_recover(self):
        return None if self.sent is None or self.recovered is None else self.recovered - self.sent

    def objects(self):
        """All but the policy, as (path, body)."""
        rbac = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{self.namespace}"
        return [
            (f"/api/v1/namespaces/{self.namespace}/serviceaccounts",
             {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": ACCOUNT}}),
            (f"{rbac}/roles", {
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": ACCOUNT},
                "rules": [{"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["patch"]}]}),
            (f"{rbac}/rolebindings", {
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": ACCOUNT},
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": ACCOUNT},
                "subjects": [{"kind": "ServiceAccount", "name": ACCOUNT, "namespace": self.namespace}]}),
            (f"/apis/apps/v1/namespaces/{self.namespace}/deployments", self.deployment()),
        ]

    def deployment(self):
        labels = {"app": APP}
        return {
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": APP, "labels": labels, "annotations": {LOAD: str(self.row.load)}},
            # Four pods serve 200 requests a second with room to spare: none is refused while a rollout goes on.
            "spec": {"replicas": 4, "selector": {"matchLabels": labels}, "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [{"name": APP, "image": "registry.example.com/app:1"}]}}}}

    def policy(self, interval):
        signal = {"source": programs.SOURCE, "errors": self.row.expression(self.errors_selector),
                  "requests": self.row.expression(self.selector), "limit": "5%"}
        rule = {"name": "undo", "when": {"any": ["errors"]}, "minimumConfidence": "99.9%",
                "action": {"rollback": {"to": "LastHealthy"}}, "verify": {"within": f"{self.row.verify_within}s"}}
        return {
            "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy", "metadata": {"name": APP},
            "spec": {"mode": "Automatic", "owner": "benchmark", "serviceAccountName": ACCOUNT,
                     "interval": f"{interval}s", "targetRef": {"name": APP},
                     "signals": [{"name": "errors", "errorRate": signal}], "rules": [rule]}}

    def make_policy(self, api, interval):
        api.create(f"{cluster.GROUP}/namespaces/{self.namespace}/remediationpolicies", self.policy(interval))
        self.is_made = True

    def release(self, api, now):
        """Rolls the bad release out. Every pod of it, and no other one, answers some requests with 500."""
        template = {"metadata": {"annotations": {ERROR_RATIO: str(self.row.percent / 100)}}}
        self.released = now
        api.request("PATCH", f"/apis/apps/v1/namespaces/{self.namespace}/deployments/{APP}",
                    {"spec": {"template": template}}, "application/merge-patch+json")

    def remove(self, api):
        """What is over does not take the cores from what goes on."""
        if self.is_made:
            api.request("DELETE", f"{cluster.GROUP}/namespaces/{self.namespace}/remediationpolicies/{APP}")
        api.request("DELETE", f"/apis/apps/v1/namespaces/{self.namespace}/deployments/{APP}")

    def find_first_bad(self, prometheus, now):
        """The first scrape whose counters show errors of the bad release: of pods that were not there before it."""
        series = prometheus.samples(self.errors_selector, now - self.released + 90)
        bad = [time_ for samples in series if samples[0][0] > self.released for time_, value in samples if value > 0]
        self.first_bad = min(bad, default=None)

    def take(self, line):
        """A line of the audit log that is about the policy."""
        details = line.get("details", {})
        if line["event"] == "Sent" and details.get("purpose") == "Change":
            self.sent = self.sent or seconds(line["at"])
        if line["event"] == "Stored":
            self.said = f"{details['phase']}: {line['message']}"
        # Another end, such as a plan that no longer applies, leads to another Remediation.
        if line["event"] == "Stored" and details["phase"] in ["Succeeded", "Undone", "Failed"]:
            self.ended = True
            self.recovered = seconds(line["at"]) if details["phase"] == "Succeeded" else None


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def staggered(row, runs, seed, period, span):
    """Runs whose evaluations and releases stand at random in the periods of scrapes, evaluations and windows.

    - period: in which evaluations and scrapes repeat together, in seconds.
    - span: over which the releases are spread; a multiple of the period, and of the row's window.
    """
    draw = random.Random(f"{seed} {row.name}")
    delays = zip(spread(draw, runs, period), spread(draw, runs, span))
    return [Incident(row, number, *pair) for number, pair in enumerate(delays)]


def spread(draw, count, span):
    """A time at random in each of so many equal parts of the span, in random order: twenty draws from all of it would
    often leave a quarter of it out."""
    return draw.sample([(part + draw.random()) * span / count for part in range(count)], count)
