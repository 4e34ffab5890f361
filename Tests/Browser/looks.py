"""Pictures of every page."""

from pages import fill


def take(browser, house, folder):
    """Writes a picture of each page, light, dark, and at phone width in Korean."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = fill(house)
    kinds = [("light", "en", 1280), ("dark", "en", 1280), ("light", "ko", 1280), ("dark", "ko", 360)]
    for theme, language, width in kinds:
        page = browser.page(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale=language, expects=(404,))
        for address in addresses:
            page.goto(address)
            page.wait_for_timeout(300)
            name = address.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "dashboard"
            page.screenshot(path=folder / f"{name}.{theme}.{language}.{width}.png", full_page=True)
