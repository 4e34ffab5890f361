"""What people do on the pages."""

import re

from playwright.sync_api import expect


def test_a_first_visit_leads_to_a_cron_that_was_wrong_at_first(browser, house):
    page = browser.page(expects=(400, 422))
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="New cron").click()
    page.get_by_label("Name", exact=False).first.fill("nightly")
    page.locator("#cron_expression").fill("99 * * * *")
    expect(page.locator("#preview .words")).to_have_class(re.compile("bad"))
    page.locator("#handler_name").fill("sample")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#cron_expression-problem")).to_be_visible()
    assert page.locator("#name").input_value() == "nightly"
    page.locator("#cron_expression").fill("0 3 * * *")
    expect(page.locator("#preview ol li")).to_have_count(5)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("status").filter(has_text="Cron created.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nightly")
    page.reload()
    expect(page.get_by_text("Cron created.")).to_have_count(0)


def test_run_now_follow_the_log_fail_and_retry(browser, house):
    cron = house.cron("sleeper", handler_params={"sleep_seconds": 1, "message": "hello from the log"})
    page = browser.page()
    page.goto(f"/crons/{cron['id']}")
    page.get_by_role("button", name="Run now").click()
    page.locator("[data-refresh=runs] td.id a").first.click()
    # Nothing is reloaded by hand from here on.
    expect(page.locator("h1 .status")).to_have_text("SUCCESS", timeout=15_000)
    expect(page.locator("[data-log]")).to_contain_text("hello from the log")
    lines = page.locator("[data-log] .line").all_inner_texts()
    assert len(lines) == len(set(lines)), f"a line stands there twice: {lines}"
    failing = house.ended(house.job(should_fail=True, message="no such table"))
    page.goto(f"/jobs/{failing['id']}")
    expect(page.locator("h1 .status")).to_have_text("FAILED")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".attempts li")).to_have_count(2, timeout=15_000)
    page.get_by_text("Run again").first.click()
    page.locator("#handler_params").fill('{"message": "mended"}')
    page.get_by_role("button", name="Run again").click()
    expect(page.locator("h1 .status")).to_have_text("SUCCESS", timeout=15_000)


def test_bulk_cancel_says_how_many_and_can_be_left(browser, house):
    house.api("PUT", "/api/queues/held", {"is_paused": True})
    for _ in range(3):
        house.api("POST", "/api/jobs", {"handler_name": "sample", "queue": "held"})
    page = browser.page()
    page.goto("/jobs?queue=held")
    page.get_by_label("Select all").check()
    expect(page.locator("[data-picked]")).to_have_text("3 selected:")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.locator("#ask")).to_contain_text("Cancel 3 jobs?")
    page.keyboard.press("Escape")
    assert house.api("GET", "/api/jobs?status=PENDING")["total"] == 3
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("button", name="Yes, continue").click()
    expect(page.get_by_text("Done: 3. Unchanged: 0.")).to_be_visible()
    assert house.api("GET", "/api/jobs?status=CANCELLED")["total"] == 3


def test_without_scripts_the_server_asks(browser, house):
    cron = house.cron("doomed")
    page = browser.page(java_script_enabled=False)
    page.goto(f"/crons/{cron['id']}")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are you sure?")
    page.get_by_role("link", name="No, go back").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes, continue").click()
    expect(page.get_by_text("Cron deleted.")).to_be_visible()
    assert house.api("GET", "/api/crons")["total"] == 0


def test_language_zone_and_theme_are_kept(browser, house):
    house.cron("yearly", cron_expression="0 3 1 1 *")
    page = browser.page()
    page.goto("/crons")
    # The first page turns the server's UTC to the browser's zone, the second one comes in it.
    expect(page.locator("td time").first).to_contain_text("12:00:00")
    page.goto("/crons")
    assert page.locator("body").get_attribute("data-zone") == "Asia/Tokyo"
    page.get_by_role("contentinfo").get_by_role("link", name="UTC", exact=True).click()
    expect(page.locator("td time").first).to_contain_text("03:00:00")
    page.get_by_text("Display").click()
    page.get_by_role("link", name="Dark").click()
    page.get_by_role("contentinfo").get_by_role("link", name="한국어").click()
    page.goto("/jobs")
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("body").get_attribute("data-zone") == "UTC"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 27)"


def test_filters_survive_reload_and_back(browser, house):
    house.ended(house.job(should_fail=True))
    page = browser.page()
    page.goto("/jobs")
    page.get_by_role("combobox", name="Status").select_option("FAILED")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("status=FAILED"))
    page.reload()
    assert page.get_by_role("combobox", name="Status").input_value() == "FAILED"
    page.locator("td.id a").first.click()
    page.go_back()
    expect(page).to_have_url(re.compile("status=FAILED"))
    expect(page.locator("td .status").first).to_have_text("FAILED")


def test_the_cron_page_explains_each_instant(browser, house):
    cron = house.cron("hourly", cron_expression="0 * * * *")
    page = browser.page()
    page.goto(f"/crons/{cron['id']}")
    rows = page.locator("#instants tbody tr")
    expect(rows.first).to_contain_text("planned")
    expect(page.locator("#instants")).to_contain_text("the cron was created later")
    expect(page.locator("#instants .strip a")).to_have_count(49)
    before = rows.last.inner_text()
    page.get_by_role("link", name="Earlier").click()
    assert before not in page.locator("#instants tbody").inner_text()
    house.api("POST", f"/api/crons/{cron['id']}/pause", {"reason": "audit"})
    page.goto(f"/crons/{cron['id']}")
    expect(page.locator("#instants")).to_contain_text("audit")


def test_keys_lead_to_pages_and_are_listed(browser, house):
    page = browser.page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page).to_have_url(re.compile("/queues$"))


def test_a_queue_is_limited_paused_and_opened(browser, house):
    page = browser.page(expects=(422,))
    page.goto("/queues")
    form = page.locator("section.card form")
    form.get_by_label("Queue").fill("mail")
    form.get_by_label("Concurrency limit").fill("many")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("must be a whole number")
    form.get_by_label("Queue").fill("mail")
    form.get_by_label("Concurrency limit").fill("2")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Pause").click()
    assert house.api("GET", "/api/queues")["items"][0]["paused_at"]
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Remove limits").click()
    page.get_by_role("button", name="Yes, continue").click()
    expect(page.get_by_text("Limits removed.")).to_be_visible()
