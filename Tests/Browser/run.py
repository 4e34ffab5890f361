"""Runs the browser tests; see script/browser-test."""

import argparse
import pathlib
import sys
import traceback

from playwright.sync_api import sync_playwright

import docs
import logins
import looks
import pages
import visits
from house import House


class Browser:
    """Pages of one test: whatever a page complains about is a fault of it."""

    def __init__(self, chromium, house):
        self.chromium, self.house, self.complaints, self.contexts = chromium, house, [], []

    def page(self, expects=(), **options):
        """A page of a new visitor. `expects` are statuses that the test provokes, which browsers write to their console."""
        context = self.chromium.new_context(**{"base_url": self.house.url, "locale": "en-US", "timezone_id": "Asia/Tokyo", **options})
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message, expects))
        return page

    def _hear(self, page, message, expects):
        if message.type not in ("error", "warning") or any(f"status of {status}" in message.text for status in expects):
            return
        self.complaints.append(f"{page.url}: {message.type}: {message.text}")

    def close(self):
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        told, self.complaints = self.complaints, []
        assert not told, "\n".join(told)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobu", required=True)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    tests = [test for module in (visits, logins, docs, pages) for name, test in vars(module).items() if name.startswith("test_")]
    chosen = [test for test in tests if all(word in test.__name__ for word in options.names)]
    if not chosen:
        sys.exit(f"no test has {options.names} in its name")
    failed = 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for test in chosen:
            failed += not run(test, chromium, options.jobu)
        if options.screenshots:
            house = House(options.jobu)
            try:
                looks.take(Browser(chromium, house), house, options.screenshots)
            finally:
                house.close()
        chromium.close()
    print(f"{len(chosen) - failed} of {len(chosen)} browser tests passed")
    sys.exit(1 if failed else 0)


def run(test, chromium, jobu):
    title = test.__name__.removeprefix("test_").replace("_", " ")
    house = House(jobu)
    browser = Browser(chromium, house)
    try:
        test(browser, house)
        browser.close()
        print(f"passed: {title}", flush=True)
        return True
    except Exception:
        print(f"FAILED: {title}\n{traceback.format_exc()}", flush=True)
        for complaint in browser.complaints:
            print(f"  {complaint}", flush=True)
        return False
    finally:
        for context in browser.contexts:
            context.close()
        house.close()


if __name__ == "__main__":
    main()
