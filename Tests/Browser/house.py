"""A real `jobu` in a temporary folder, and what tests ask of it without a browser."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request


class House:
    """One process with all three roles, on a free port of loopback, over a SQLite file of its own."""

    def __init__(self, jobu):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jobu-browser."))
        (self.folder / "config").mkdir()
        (self.folder / "config" / "admin.yaml").write_text("admin: {port: 0}\n")
        self.jobu = jobu
        # What programs show once there are users.
        self.token = None
        self._start()

    def _start(self):
        self.log = open(self.folder / "log", "w")
        self.process = subprocess.Popen([self.jobu, "run"], cwd=self.folder, stdout=self.log, stderr=self.log)
        self.url = self._wait_for_url()

    def configure(self, name, **keys):
        """Writes a configuration file, which the next start reads. What JSON writes, YAML reads."""
        (self.folder / "config" / name).write_text(json.dumps(keys))

    def start_again(self, **admin):
        """Starts a process that was stopped, on the same port; `admin` are further keys of admin.yaml."""
        admin["port"] = int(self.url.rsplit(":", 1)[1])
        self.configure("admin.yaml", admin=admin)
        self._start()

    def _wait_for_url(self):
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError(f"jobu ended: {self.text()[-2000:]}")
            found = re.search(r"is ready: (http\S+)", self.text())
            if found:
                return found.group(1)
            time.sleep(0.1)
        raise RuntimeError(f"jobu is not ready: {self.text()[-2000:]}")

    def text(self):
        return (self.folder / "log").read_text(errors="replace")

    def api(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as reply:
            text = reply.read()
            return json.loads(text) if text else None

    def cron(self, name, **fields):
        return self.api("POST", "/api/crons", {
            "name": name, "cron_expression": "0 3 1 1 *", "handler_name": "sample", **fields})

    def job(self, **params):
        return self.api("POST", "/api/jobs", {"handler_name": "sample", "handler_params": params, "max_retry": 0})

    def ended(self, job):
        """Waits until a job is over, and returns it."""
        for _ in range(200):
            now = self.api("GET", f"/api/jobs/{job['id']}")
            if now["finished_at"]:
                return now
            time.sleep(0.05)
        raise RuntimeError(f"job {job['id']} does not end: {now}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def close(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)
