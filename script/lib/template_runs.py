"""Starts a project of `jobu init` as its user would, and has each of its handlers do its work once.

usage: template_runs.py basic|example PROGRAM FOLDER
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request

TEMPLATE, PROGRAM, FOLDER = sys.argv[1:4]
DEADLINE_SECONDS = 90


def check(is_so, words):
    if not is_so:
        sys.exit(f"error: {words}")


@contextlib.contextmanager
def running(*roles, ready, environment=None):
    """The program with these roles; gives the line that says it is ready. Has to end with 0 when it is told to stop."""
    process = subprocess.Popen(
        [PROGRAM, *roles], cwd=FOLDER, env={**os.environ, **(environment or {})}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    alarm = threading.Timer(DEADLINE_SECONDS, process.kill)
    alarm.start()
    written = []
    try:
        for line in process.stdout:
            written.append(line)
            if ready in line:
                break
        else:
            sys.exit(f"error: '{ready}' was not said:\n" + "".join(written))
        rest = threading.Thread(target=lambda: written.extend(process.stdout), daemon=True)
        rest.start()
        yield line
        process.send_signal(signal.SIGTERM)
        check(process.wait() == 0, f"it ended with {process.returncode}:\n" + "".join(written))
    finally:
        alarm.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()


def command(*words):
    """What a command of the project answers, as JSON."""
    ended = subprocess.run([PROGRAM, *words], cwd=FOLDER, capture_output=True, text=True, check=False)
    check(ended.returncode == 0, f"{' '.join(words)}: {ended.stderr}")
    return ended.stdout


class Pages:
    def __init__(self, line):
        self.url = re.search(r"http://[\w.:\[\]]+", line).group()

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def run(self, handler, max_retry=0, **params):
        """Asks for a run over the REST API and waits for its end."""
        job = self.ask("/api/jobs", {"handler_name": handler, "handler_params": params, "max_retry": max_retry})
        until = time.monotonic() + DEADLINE_SECONDS
        while job["status"] in ("PENDING", "RUNNING", "RETRY"):
            check(time.monotonic() < until, f"{handler} does not end: {job}")
            time.sleep(0.05)
            job = self.ask(f"/api/jobs/{job['id']}")
        return job

    def succeed(self, handler, **params):
        job = self.run(handler, **params)
        check(job["status"] == "SUCCESS", f"{handler}: {job['status']}: {job['error_message']}")
        result = job["result"]
        result = json.loads(result) if isinstance(result, str) else result
        print(f"    {handler}: {json.dumps(result, ensure_ascii=False)[:110]}", flush=True)
        return result


def use_any_port():
    path = os.path.join(FOLDER, "config/admin.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("port: 8080", "port: 0"))


def basic(pages):
    check(pages.succeed("hello", to="서울")["data"]["greeting"] == "Hello, 서울!", "the greeting is another")


def example(pages):
    wanted = {
        "sample", "sqlite_crud", "postgres_crud", "mysql_crud", "sync_sqlite_to_postgres", "sync_postgres_to_mysql",
        "multi_db_report", "service_layer", "do_work_pattern", "concurrent_queries"}
    until = time.monotonic() + DEADLINE_SECONDS
    while missing := wanted - {handler["name"] for handler in pages.ask("/api/handlers")["items"]}:
        check(time.monotonic() < until, f"no worker knows {missing}")
        time.sleep(0.05)
    check(pages.succeed("sample", message="한글 메시지 🙂")["data"]["message"] == "한글 메시지 🙂", "the message is another")
    for handler in ("sqlite_crud", "postgres_crud", "mysql_crud"):
        rows = pages.succeed(handler, name="정산 행", amount=10)["data"]["rows"]
        check(rows[0]["name"] == "정산 행" and rows[0]["amount"] == 10, f"{handler}: {rows}")
        number = rows[0]["id"]
        pages.succeed(handler, action="update", id=number, amount=11)
        rows = pages.succeed(handler, action="read", limit=1)["data"]["rows"]
        check(rows == [{"id": number, "name": "정산 행", "amount": 11}], f"{handler}: {rows}")
        job = pages.run(handler, action="delete", id=number + 1000)
        check(job["status"] == "FAILED" and "there is no row" in job["error_message"], f"{handler}: {job}")
    for amount in (100, 200, 300):
        pages.succeed("sqlite_crud", database="default", name=f"원본 {amount}", amount=amount)
    check(pages.succeed("sync_sqlite_to_postgres", batch_size=2)["data"]["rows"] == 2, "the first batch has two rows")
    check(pages.succeed("sync_sqlite_to_postgres")["data"]["rows"] == 1, "the second copies what is left")
    check(pages.succeed("sync_sqlite_to_postgres")["data"]["rows"] == 0, "the third has nothing left to do")
    check(pages.succeed("sync_postgres_to_mysql")["data"]["rows"] == 4, "one row of PostgreSQL's own, three from SQLite")
    check(pages.succeed("sync_postgres_to_mysql")["data"]["rows"] == 0, "nothing is copied twice")
    report = pages.succeed("multi_db_report")["data"]
    check(report["databases"]["default"] == {"rows": 3, "amount": 600}, report)
    check(report["databases"]["postgres_1"] == {"rows": 4, "amount": 611}, report)
    check(report["databases"]["mysql_1"] == {"rows": 5, "amount": 622}, report)
    check(pages.succeed("service_layer", amounts={"수입": 100, "지출": -30})["data"]["balance"] == 70, "the balance is 70")
    job = pages.run("service_layer", amounts={"지출": -500})
    check(job["status"] == "FAILED" and "would be -430" in job["error_message"], job)
    check(pages.succeed("do_work_pattern", least=5)["data"]["rows"] == 1, "one row, the expense, is raised")
    check(len(pages.succeed("concurrent_queries")["data"]["databases"]) == 4, "all four answer")
    job = pages.run("sqlite_crud", action="explode")
    check(job["status"] == "FAILED" and "action" in job["error_message"], job)


def example_without_servers(pages):
    """Only the samples that need a server fail, and say which one is away."""
    pages.succeed("sqlite_crud")
    for handler, database in (("postgres_crud", "postgres_1"), ("mysql_crud", "mysql_1"), ("multi_db_report", "postgres_1")):
        job = pages.run(handler)
        print(f"    {handler}: {job['status']}: {job['error_message']}", flush=True)
        check(job["status"] == "FAILED" and database in job["error_message"], job)


use_any_port()
if TEMPLATE == "example":
    command("migrate")
    command("tx", "setup")
with running(ready="is ready") as line:
    {"basic": basic, "example": example}[TEMPLATE](Pages(line))
    check(len(json.loads(command("job", "list", "--json"))["items"]) > 0, "the command line sees the jobs")
if TEMPLATE == "example":
    nowhere = {"POSTGRES_PORT": "1", "MYSQL_PORT": "1"}
    with running(ready="is ready", environment=nowhere) as line:
        example_without_servers(Pages(line))
for role, ready in {"dispatcher": "started", "worker": "registered", "admin": "is ready"}.items():
    with running(role, ready=ready):
        pass
