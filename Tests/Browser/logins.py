"""Users: who is let in, and who may change what."""

import re
import urllib.error

from playwright.sync_api import expect

PASSWORD = "correct horse battery"


def users(house):
    """An admin, a viewer and a token for the tests; returns a cron to look at and a job that failed."""
    cron = house.cron("nightly")
    failed = house.ended(house.job(should_fail=True, message="no such table"))
    house.token = house.api("POST", "/api/tokens", {"name": "tests", "role": "admin"})["token"]
    house.api("POST", "/api/users", {"name": "mina", "password": PASSWORD, "role": "admin"})
    house.api("POST", "/api/users", {"name": "vera", "password": PASSWORD, "role": "viewer"})
    return cron, failed


def log_in(page, name, password=PASSWORD):
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("main button").last.click()


def test_a_login_with_a_mistake_then_in_and_out(browser, house):
    users(house)
    page = browser.page(expects=(401,))
    page.goto("/crons")
    log_in(page, "mina", "wrong horse battery")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("Name", exact=True).input_value() == "mina"
    assert page.get_by_label("Password", exact=True).input_value() == ""
    log_in(page, "mina")
    # Back to where the way led.
    expect(page).to_have_url(re.compile("/crons$"))
    expect(page.get_by_role("link", name="nightly")).to_be_visible()
    [session] = [one for one in page.context.cookies() if "session" in one["name"]]
    assert session["httpOnly"] and session["sameSite"] in ("Lax", "Strict")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    page.context.add_cookies([session])
    page.goto("/crons")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_a_page_whose_session_has_ended_says_so(browser, house):
    """a page whose session has ended says so, and asks for nothing more"""
    users(house)
    page = browser.page(expects=(401,))
    page.goto("/crons")
    log_in(page, "mina")
    live = page.locator("#live-state")
    expect(live).to_have_text("live")
    asked = []
    other = page.context.new_page()
    other.goto("/account")
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_label("Password", exact=True)).to_be_visible()
    expect(live).to_have_text("logged out; reload the page", timeout=20_000)
    page.on("request", lambda request: asked.append(request.url))
    house.job()
    page.wait_for_timeout(4_000)
    assert asked == [], asked
    page.goto("/crons")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_a_viewer_sees_everything_and_changes_nothing(browser, house):
    cron, failed = users(house)
    page = browser.page(expects=(401, 403))
    page.goto("/")
    log_in(page, "vera")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    addresses = ["/", "/crons", f"/crons/{cron['id']}", "/jobs", f"/jobs/{failed['id']}", "/schedule", "/queues", "/workers", "/alerts",
                 "/transactions", "/docs"]
    for address in addresses:
        assert page.goto(address).status == 200, address
        # What is left are the way out, the own password, and forms that only look.
        buttons = page.evaluate("""() => [...document.querySelectorAll("main button")]
            .filter((button) => button.form?.method === "post").map((button) => button.form.action)""")
        assert not buttons, f"{address}: {buttons}"
    for address in ["/users", "/tokens", "/audit", "/crons/new", f"/crons/{cron['id']}/edit"]:
        assert page.goto(address).status == 403, address
    page.goto(f"/crons/{cron['id']}")
    token = page.locator("input[name=csrf]").first.get_attribute("value")
    for address in [f"/crons/{cron['id']}/toggle", f"/crons/{cron['id']}/run", f"/crons/{cron['id']}/delete", f"/jobs/{failed['id']}/retry", "/crons"]:
        status = page.evaluate(
            """async ([address, token]) => (await fetch(address, {
                method: "POST", body: new URLSearchParams({ csrf: token }), redirect: "manual" })).status""", [address, token])
        assert status == 403, f"{address}: {status}"
    status = page.evaluate(
        """async (id) => (await fetch(`/api/crons/${id}`, { method: "DELETE" })).status""", cron["id"])
    assert status == 403, status
    same = house.api("GET", f"/api/crons/{cron['id']}")
    assert same["version"] == cron["version"] and house.api("GET", "/api/jobs")["total"] == 1


def test_nobody_gets_in_without_a_name(browser, house):
    users(house)
    house.token = None
    for path in ["/api/crons", "/api/jobs", "/metrics", "/openapi.json"]:
        try:
            house.api("GET", path)
            raise AssertionError(f"{path} answers anybody")
        except urllib.error.HTTPError as error:
            assert error.code == 401, path
