"""Measures how soon the operator undoes a bad release: a sandbox, a real Prometheus that scrapes every 15 seconds, and
`evenkeel run` beside them. Takes about 35 minutes with all rows, 15 without the window of 5 minutes, and up to 5 for a
row of counters.

    python3 Benchmarks/TimeToAct [--rows 30-of-200,window-1m] [--runs 20] [--scrape-interval 15] [--interval 10]

Each run is a Deployment with a policy that gets a bad release once it was seen to be healthy. Two times are taken: from
the first scrape that shows errors of the bad release until the change is sent, and from there until it has succeeded.

Needs prometheus (Debian: apt-get install prometheus) and a release build of evenkeel. Exits with 0 where all aims are
reached, 1 where one is missed, and 2 where nothing could be measured.
"""
import argparse
import json
import math
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The API of the cluster is the neighbour's.
sys.path[:0] = [str(HERE), str(HERE.parent / "OperatorScale")]
import cluster  # noqa: E402
import incident  # noqa: E402
import programs  # noqa: E402


def say(text):
    print(text, file=sys.stderr, flush=True)


class Measurement:
    """All runs of a row go on at once, yet each measures one incident: every run has a target and a namespace of its
    own, and there is no Guardrail, so that no budget and no circuit breaker counts them together. With a circuit
    breaker, so many unhealthy targets would rightly be taken for a failure of the infrastructure."""

    def __init__(self, options, rows):
        self.options, self.rows, self.waiting = options, rows, list(rows)
        period = math.lcm(options.scrape_interval, options.interval)
        self.incidents = [run for row in rows for run in incident.staggered(
            row, options.runs, options.seed, period, math.lcm(2 * period, row.window or 1))]
        self.by_namespace = {run.namespace: run for run in self.incidents}
        self.loads = []

    def run(self, folder):
        options = self.options
        with programs.Sandbox(options.evenkeel, folder) as sandbox, \
                programs.Prometheus(folder, sandbox.exporter, options.scrape_interval) as prometheus:
            self.api, self.prometheus = sandbox.api, prometheus
            self.api.create("/api/v1/namespaces", cluster.namespace(programs.OWN_NAMESPACE))
            self.api.create(f"{cluster.GROUP}/metricsources",
                            cluster.metric_source(programs.SOURCE, prometheus.address))
            with programs.Operator(options.evenkeel, folder, sandbox.kubeconfig) as self.operator:
                self.play([sandbox, prometheus, self.operator])

    def play(self, running):
        while not all(run.ended for run in self.incidents):
            for program in running:
                program.check()
            self.start_rows()
            self.look_at_policies()
            self.read_audit_log()
            for run in self.incidents:
                self.move(run)
            self.loads.append(os.getloadavg()[0])
            time.sleep(1)

    def start_rows(self):
        """Starts the rows of counters one after the other, so that they do not take the cores from each other. Those
        of windows do little but wait for minutes, and go on beside them."""
        for row in list(self.waiting):
            if row.window or not any(run.is_going_on and not run.row.window for run in self.incidents):
                self.waiting.remove(row)
                self.start(row)

    def start(self, row):
        say(f"{row.name} begins; its releases follow once the first ones were seen to be healthy")
        runs = [run for run in self.incidents if run.row is row]
        self.api.create_all([("/api/v1/namespaces", cluster.namespace(run.namespace)) for run in runs])
        self.api.create_all([pair for run in runs for pair in run.objects()])
        for run in runs:
            run.begun = time.time()

    def look_at_policies(self):
        """Notes which first releases are healthy. Does not ask needlessly: the cluster is on the same cores."""
        if not any(run.is_going_on and not run.healthy for run in self.incidents):
            return
        for policy in self.api.items(f"{cluster.GROUP}/remediationpolicies"):
            run = self.by_namespace[policy["metadata"]["namespace"]]
            # A revision is listed once it was healthy for a whole window, or for six evaluations of counters.
            if run.healthy is None and policy.get("status", {}).get("revisions"):
                run.healthy = time.time()

    def read_audit_log(self):
        for line in self.operator.audited():
            run = self.by_namespace.get(line.get("policy", "").partition("/")[0])
            if run and not run.ended:
                run.take(line)
                if run.ended:
                    self.finish(run)

    def move(self, run):
        now = time.time()
        if not run.is_going_on:
            return
        if not run.is_made and now > run.begun + run.policy_delay:
            run.make_policy(self.api, self.options.interval)
        if run.released is None and run.healthy and now > run.healthy + run.release_delay:
            run.release(self.api, now)
        if now > (run.released or run.begun) + run.row.patience and (run.released or not run.healthy):
            self.give_up(run)

    def give_up(self, run):
        policy = self.api.request(
            "GET", f"{cluster.GROUP}/namespaces/{run.namespace}/remediationpolicies/{incident.APP}")
        rules = policy.get("status", {}).get("rules", [])
        run.ended = True
        run.said += f"; given up after {run.row.patience} s: " + "; ".join(rule["message"] for rule in rules)
        self.finish(run)

    def finish(self, run):
        if run.released:
            run.find_first_bad(self.prometheus, time.time())
        run.remove(self.api)
        left = sum(not other.ended for other in self.incidents)
        say(f"  {run.namespace}: change sent {in_words(run.time_to_act)} after the first bad sample, recovered "
            f"{in_words(run.time_to_recover)} later; {left} left")
        if run.time_to_act is None or run.time_to_recover is None:
            say(f"    {run.said}")


def in_words(value):
    return "never" if value is None or value == math.inf else f"{value:.1f} s"


def summary(values):
    """Median, 90th percentile and maximum. A run that did not get there counts as one that took forever."""
    ordered = sorted(math.inf if value is None else value for value in values)
    return statistics.median(ordered), ordered[math.ceil(0.9 * len(ordered)) - 1], ordered[-1]


class Report:
    def __init__(self, measurement):
        self.options, self.loads = measurement.options, measurement.loads
        self.results = []
        for row in measurement.rows:
            runs = [run for run in measurement.incidents if run.row is row]
            self.results.append((row, runs, summary(run.time_to_act for run in runs),
                                 summary(run.time_to_recover for run in runs)))

    def missed(self):
        for row, _, act, recover in self.results:
            if row.aim and act[0] > row.aim:
                yield f"{row.name}: change sent"
            # Not the median: each of them has to be over by then.
            if row.recovery_aim and recover[2] > row.recovery_aim:
                yield f"{row.name}: recovered"

    def print(self):
        options = self.options
        print(f"\n{options.runs} runs a row, scraped every {options.scrape_interval} s, evaluated every "
              f"{options.interval} s, seed {options.seed}, load average {statistics.mean(self.loads):.1f} (at most "
              f"{max(self.loads):.1f}) on {os.cpu_count()} cores\n")
        print("| | first bad sample scraped to change sent: median | 90th percentile | maximum | aim, median "
              "| change sent to recovered: median | 90th percentile | maximum | aim, maximum |")
        print("|---|---|---|---|---|---|---|---|---|")
        for row, _, act, recover in self.results:
            cells = [row.title, *map(in_words, act), aim(row.aim), *map(in_words, recover), aim(row.recovery_aim)]
            print("| " + " | ".join(cells) + " |")
        missed = list(self.missed())
        print("\n" + ("missed: " + ", ".join(missed) if missed else "all aims are reached"))
        return 1 if missed else 0

    def write(self, path):
        rows = [{"row": row.name, "title": row.title, "aim": row.aim, "recoveryAim": row.recovery_aim,
                 "runs": [self.times(run) for run in runs]} for row, runs, _, _ in self.results]
        Path(path).write_text(json.dumps(rows, indent=1), encoding="utf-8")

    @staticmethod
    def times(run):
        return {"released": run.released, "firstBad": run.first_bad, "sent": run.sent, "recovered": run.recovered,
                "timeToAct": run.time_to_act, "timeToRecover": run.time_to_recover, "said": run.said}


def aim(value):
    return "" if value is None else f"{value} s"


def parse():
    root = HERE.parent.parent
    names = [row.name for row in incident.ROWS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evenkeel", default=str(root / ".build/release/evenkeel"))
    parser.add_argument("--rows", default=",".join(names), help="default: " + ",".join(names))
    parser.add_argument("--runs", type=int, default=20, help="of each row")
    parser.add_argument("--scrape-interval", type=int, default=15, help="seconds")
    parser.add_argument("--interval", type=int, default=10, help="of the policies, in seconds")
    parser.add_argument("--seed", type=int, default=1, help="of the times of policies and releases")
    parser.add_argument("--json", help="also write each run to this file")
    options = parser.parse_args()
    unknown = set(options.rows.split(",")) - set(names)
    if unknown:
        parser.error(f"there is no row {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    if min(options.runs, options.scrape_interval, options.interval) < 1:
        parser.error("--runs, --scrape-interval and --interval are at least 1")
    if not shutil.which(options.evenkeel):
        parser.error(f"{options.evenkeel} is not a program; build it (swift build -c release), or set --evenkeel")
    if not shutil.which("prometheus"):
        parser.error("prometheus is not in the PATH; install it (Debian: apt-get install prometheus)")
    return options


def main():
    options = parse()
    # Without this, `kill` would leave the programs running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    rows = [row for row in incident.ROWS if row.name in options.rows.split(",")]
    measurement = Measurement(options, rows)
    with tempfile.TemporaryDirectory() as folder:
        measurement.run(folder)
    report = Report(measurement)
    if options.json:
        report.write(options.json)
    sys.exit(report.print())


if __name__ == "__main__":
    main()
