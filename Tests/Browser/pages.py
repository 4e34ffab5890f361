"""What holds for every page."""

import pathlib

import axe_core_python
from playwright.sync_api import expect

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


def test_axe_finds_no_serious_fault(browser, house):
    addresses = fill(house)
    faults = []
    for theme in ("light", "dark"):
        for language in ("en", "ko"):
            for width in (1280, 360):
                page = browser.page(viewport={"width": width, "height": 800}, color_scheme=theme, locale=language, bypass_csp=True, expects=(404,))
                for address in addresses:
                    page.goto(address)
                    page.add_script_tag(path=AXE)
                    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                    for fault in found["violations"]:
                        if fault["impact"] in ("serious", "critical"):
                            where = "; ".join(node["html"][:120] for node in fault["nodes"][:2])
                            faults.append(f"{address} {theme} {language} {width}: {fault['id']}: {where}")
                page.close()
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
    slowest = 0
    for address in addresses:
        page = browser.page(expects=(404,))
        sizes = []
        page.on("response", lambda reply: sizes.append(int(reply.headers.get("content-length", 0))))
        page.goto(address)
        paint = page.evaluate(PAINT)
        slowest = max(slowest, paint)
        print(f"  {address}: {sum(sizes)} bytes with style and scripts, first paint after {paint:.0f} ms", flush=True)
        assert sum(sizes) < BYTES_MAX, f"{address}: {sum(sizes)} bytes"
        page.context.close()
        browser.contexts.remove(page.context)


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
