"""Switches guards off, builds, and demands that the tests that name them fail."""

import os
import pathlib
import signal
import subprocess
import sys
import tomllib

LIST = pathlib.Path("Tests/guards.toml")
SECONDS_MAX = 180


def place(guard):
    """The file with a guard, and its text."""
    path = pathlib.Path(guard["file"])
    text = path.read_text()
    if text.count(guard["find"]) != 1:
        sys.exit(f"error: {LIST}: '{guard['name']}': what it finds stands {text.count(guard['find'])} times in {path}")
    return path, text


def switch_off(guard):
    path, text = place(guard)
    path.write_text(text.replace(guard["find"], guard["put"]))


def build():
    result = subprocess.run(["swift", "build", "--build-tests"], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit("error: it does not build without the guards:\n" + result.stdout[-4000:])


def outcome(pattern):
    """How the tests end: red, GREEN or out of time, which is no proof either."""
    command = ["swift", "test", "--skip-build", "--disable-xctest", "--filter", pattern]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True) as tests:
        try:
            output, _ = tests.communicate(timeout=SECONDS_MAX)
        except subprocess.TimeoutExpired:
            # The tests are a process of their own below `swift test`.
            os.killpg(tests.pid, signal.SIGKILL)
            return "out of time"
    if "with 0 tests" in output:
        return f"GREEN (no test matches '{pattern}')"
    return "GREEN" if tests.returncode == 0 else "red"


def check(guards):
    for guard in guards:
        switch_off(guard)
    build()
    survived = 0
    for guard in guards:
        for pattern in guard["tests"]:
            ending = outcome(pattern)
            survived += ending != "red"
            print(f"{ending:5} {guard['name']}: {pattern}", flush=True)
    return survived


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    guards = tomllib.loads(LIST.read_text())["guard"]
    if "--check" in sys.argv:
        for guard in guards:
            place(guard)
        return
    guards = [guard for guard in guards if not words or any(word in guard["name"] for word in words)]
    if not guards:
        sys.exit(f"error: no guard of {LIST} has such a name")
    survived = 0
    if "--each" in sys.argv:
        for guard in guards:
            survived += check([guard])
            subprocess.run(["git", "checkout", "--quiet", "--", "Sources"], check=True)
    else:
        survived = check(guards)
    if survived:
        sys.exit(f"error: {survived} of the tests pass without what they are there for")
    print(f"all {len(guards)} guards are missed by their tests")


main()
