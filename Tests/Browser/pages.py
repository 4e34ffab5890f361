"""What holds for every page."""

import pathlib
import statistics
import time

import axe_core_python
from playwright.sync_api import expect

from logins import PASSWORD, log_in, users

AXE = pathlib.Path(axe_core_python.__file__).with_name("axe.min.js")
BYTES_MAX = 150_000
# Waits for the first paint and says when it was, in milliseconds.
PAINT = """() => new Promise((answer) => {
    const look = () => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        if (paint) answer(paint.startTime); else requestAnimationFrame(look);
    };
    look();
})"""


def fill(house):
    """Something of everything; returns the addresses of all pages."""
    cron = house.cron("보고서 생성 nightly_report", description="매일 밤 보고서를 만듭니다", tags=["finance", "nightly"])
    house.cron("every_minute", cron_expression="* * * * *", handler_name="unknown_handler")
    failed = house.ended(house.job(should_fail=True, message="no such table: orders"))
    house.ended(house.api("POST", f"/api/crons/{cron['id']}/run", {"handler_params": {"message": "hello"}}))
    house.api("PUT", "/api/queues/mail", {"max_concurrency": 2, "rate_limit": 10, "is_paused": True, "pause_reason": "relay"})
    house.api("POST", "/api/jobs", {"handler_name": "sample", "queue": "mail"})
    return ["/", "/?range=day", "/crons", "/crons/new", f"/crons/{cron['id']}", f"/crons/{cron['id']}/edit", "/jobs", f"/jobs/{failed['id']}",
            "/schedule", "/queues", "/workers", "/transactions", "/docs", "/nothing-here", "/jobs?q=nothing", "/crons?q=nothing"]


def fill_for_users(house):
    """Users, tokens, an alert that nobody takes; returns the addresses of the pages that only logins have, and of alerts."""
    house.stop()
    house.configure("alerts.yaml", alerts={
        "allow_private": ["127.0.0.1"], "max_attempts": 1, "webhooks": {"ops": {"url": "http://127.0.0.1:9/"}}})
    house.start_again()
    users(house)
    house.api("POST", "/api/tokens", {"name": "배포 deploy", "role": "operator", "expires_at": "2100-01-01T00:00:00Z"})
    for _ in range(200):
        if house.api("GET", "/api/alerts?state=DEAD")["total"]:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("no alert was given up")
    return ["/alerts", "/alerts?webhook=nobody", "/users", "/tokens", "/audit", "/audit?actor=nobody", "/audit?from_date=soon", "/account",
            "/account?notice=password_changed"]


def looks_of(browser, **options):
    """Pages that have each theme, language and width with each of the others, and how they look in words."""
    for theme, language, width in [("light", "en-US", 1280), ("dark", "ko-KR", 1280), ("light", "ko-KR", 360), ("dark", "en-US", 360)]:
        page = browser.page(viewport={"width": width, "height": 800}, color_scheme=theme, locale=language, **options)
        yield page, f"{theme} {language} {width}"
        page.close()


def faults_of(page, address, look):
    """What axe finds serious on a page, as lines."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for fault in found["violations"]:
        if fault["impact"] in ("serious", "critical"):
            where = "; ".join(node["html"][:120] for node in fault["nodes"][:2])
            yield f"{address} {look}: {fault['id']}: {where}"


def test_axe_finds_no_serious_fault(browser, house):
    addresses = fill(house)
    faults = []
    for page, look in looks_of(browser, bypass_csp=True, expects=(404,)):
        for address in addresses:
            page.goto(address)
            faults += faults_of(page, address, look)
    assert not faults, f"{len(faults)} faults\n" + "\n".join(sorted(set(faults))[:40])


def test_axe_finds_no_serious_fault_where_users_log_in(browser, house):
    addresses = fill_for_users(house)
    faults = []
    for page, look in looks_of(browser, bypass_csp=True, expects=(401, 422)):
        page.goto("/users")
        log_in(page, "mina", "wrong horse battery")
        expect(page.get_by_role("alert")).to_be_visible()
        faults += faults_of(page, "/login", look)
        log_in(page, "mina", PASSWORD)
        expect(page.locator("h1")).to_be_visible()
        for address in addresses:
            page.goto(address)
            assert page.locator("h1").count() == 1 and "/login" not in page.url, page.url
            faults += faults_of(page, address, look)
            excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if excess > 0:
                faults.append(f"{address} {look}: {excess} too wide")
    assert not faults, f"{len(faults)} faults\n" + "\n".join(sorted(set(faults))[:40])


def test_no_page_is_wider_than_a_phone(browser, house):
    page = browser.page(viewport={"width": 360, "height": 740}, locale="ko-KR", expects=(404,))
    for address in fill(house):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{address} is {width} wide"


def test_pages_are_light_and_painted_soon(browser, house):
    addresses = fill(house)
    for index in range(60):
        house.cron(f"cron_{index}", cron_expression="*/5 * * * *", tags=["many"])
    for address in addresses:
        sizes, paints = [], []
        for _ in range(5):
            page = browser.page(expects=(404,))
            page.on("response", lambda reply: sizes.append(int(reply.headers.get("content-length", 0))))
            page.goto(address)
            paints.append(page.evaluate(PAINT))
            page.context.close()
            browser.contexts.remove(page.context)
        size, paint = sum(sizes) // len(paints), statistics.median(paints)
        print(f"  {address}: {size} bytes with style and scripts, first paint after {paint:.0f} ms (median of {len(paints)})", flush=True)
        assert size < BYTES_MAX, f"{address}: {size} bytes"


def test_a_server_that_is_away_is_shown_and_comes_back(browser, house):
    page = browser.page()
    page.goto("/jobs")
    live = page.locator("#live-state")
    expect(live).to_have_text("live")
    house.stop()
    expect(live).to_have_text("not live")
    house.start_again()
    expect(live).to_have_text("live", timeout=20_000)
    job = house.job()
    # The page heard of it by itself.
    expect(page.get_by_role("link", name=f"#{job['id']}")).to_be_visible()
    # What browsers say of a server that is not there is no fault of the page.
    browser.complaints = [one for one in browser.complaints if "net::ERR_" not in one]
