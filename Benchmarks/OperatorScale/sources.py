"""Where the operator's numbers come from: a real Prometheus with some hours of history, and a source that answers at
once and tells when it was asked."""
import http.server
import json
import math
import multiprocessing
import socket
import subprocess
import threading
import time
import urllib.request

STEP = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def noise(index, time_):
    """-1...1, the same for the same minute."""
    return ((index * 7919 + int(time_ / STEP) * 104729) * 2654435761 % 2**32) / 2**31 - 1


def values(index, time_, origin):
    """The four series of an application; all is well with it."""
    day = math.sin(2 * math.pi * time_ / 86400)
    requests = (20 + index % 60) * (time_ - origin)
    return {
        "app_requests_total": requests, "app_errors_total": 0.004 * requests,
        "app_latency_seconds": 0.2 * (1 + 0.1 * day + 0.03 * noise(index, time_)),
        "app_queue_length": 40 * (1 + 0.1 * day + 0.03 * noise(index + 1, time_)),
    }


TYPES = {"app_requests_total": "counter", "app_errors_total": "counter",
         "app_latency_seconds": "gauge", "app_queue_length": "gauge"}


def exposition(names, times, origin, stamped):
    for series, kind in TYPES.items():
        yield f"# TYPE {series.removesuffix('_total') if stamped else series} {kind}\n"
        for index, name in enumerate(names):
            for time_ in times:
                value = values(index, time_, origin)[series]
                yield f'{series}{{app="{name}"}} {value:.6g}{f" {time_}" if stamped else ""}\n' if value < 1e5 else \
                    f'{series}{{app="{name}"}} {value:.0f}{f" {time_}" if stamped else ""}\n'


def export(port, names, origin):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = "".join(exposition(names, [time.time()], origin, stamped=False)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


class Prometheus:
    """A real one, with `hours` of history, for as long as the block runs."""

    def __init__(self, folder, names, hours):
        now = int(time.time() / STEP) * STEP
        origin = now - hours * 3600
        history = f"{folder}/history.txt"
        with open(history, "w", encoding="utf-8") as file:
            file.writelines(exposition(names, range(origin, now, STEP), origin, stamped=True))
            file.write("# EOF\n")
        subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics", "--quiet", history, f"{folder}/data"],
                       check=True, stdout=subprocess.DEVNULL)
        exporter, port = free_port(), free_port()
        self.exporter = multiprocessing.Process(target=export, args=(exporter, names, origin), daemon=True)
        self.exporter.start()
        with open(f"{folder}/prometheus.yml", "w", encoding="utf-8") as file:
            json.dump({"global": {"scrape_interval": "30s"}, "scrape_configs": [
                {"job_name": "applications", "honor_labels": True,
                 "static_configs": [{"targets": [f"127.0.0.1:{exporter}"]}]}]}, file)
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
        self.address = f"http://127.0.0.1:{port}"
        # Rates over two minutes need scrapes.
        deadline = time.time() + 240
        while time.time() < deadline and not self.count('increase(app_requests_total[2m]) > 0'):
            time.sleep(2)

    def count(self, expression):
        try:
            with urllib.request.urlopen(f"{self.address}/api/v1/query?query=" + urllib.request.quote(
                    f"count({expression})")) as answer:
                result = json.load(answer)["data"]["result"]
                return int(result[0]["value"][1]) if result else 0
        except OSError:
            return 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.exporter.terminate()


class Probe:
    """Answers every query with 100, and remembers when it was asked last."""

    def __init__(self):
        self.asked = threading.Event()
        self.at = 0.0
        probe = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                if not probe.asked.is_set():
                    probe.at = time.perf_counter()
                    probe.asked.set()
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = json.dumps({"status": "success", "data": {"resultType": "vector", "result": [
                    {"metric": {}, "value": [time.time(), "100"]}]}}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
