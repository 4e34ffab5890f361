"""Swagger UI from a folder of the operator's."""

import importlib.util
import pathlib

from playwright.sync_api import expect

# Found and not imported: the package's own code needs Django.
PACKAGE = pathlib.Path(importlib.util.find_spec("drf_spectacular_sidecar").origin).parent
FOLDER = PACKAGE / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"


def test_the_api_is_shown_and_tried_with_swagger_ui(browser, house):
    house.cron("shown_in_swagger")
    page = browser.page()
    page.goto("/docs")
    expect(page.locator("#swagger-ui")).to_have_count(0)
    house.stop()
    house.start_again(swagger_ui=str(FOLDER))
    for theme in ("light", "dark"):
        page = browser.page(color_scheme=theme)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/docs")
        page.locator("#swagger-ui h3", has_text="Crons").click()
        page.locator("#operations-Crons-listCrons .opblock-summary-control").click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute", exact=True).click()
        expect(page.locator("#swagger-ui .live-responses-table")).to_contain_text("shown_in_swagger")
        # The list needs neither of the two files.
        expect(page.get_by_role("link", name="/api/stats")).to_be_visible()
        foreign = [url for url in asked if not url.startswith((house.url, "data:"))]
        assert not foreign, foreign


def test_without_its_script_the_list_is_there(browser, house):
    house.stop()
    house.start_again(swagger_ui=str(FOLDER))
    page = browser.page(java_script_enabled=False)
    page.goto("/docs")
    expect(page.get_by_role("link", name="/api/stats")).to_be_visible()
    expect(page.locator("tbody tr")).not_to_have_count(0)
