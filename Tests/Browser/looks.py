"""Pictures of every page."""

from logins import log_in
from pages import fill, fill_for_users

KINDS = [("light", "en", 1280), ("dark", "en", 1280), ("light", "ko", 1280), ("dark", "ko", 360)]


def take(browser, house, folder):
    """Writes a picture of each page, light, dark, and at phone width in Korean: first as it is without users, then with them."""
    folder.mkdir(parents=True, exist_ok=True)
    shoot(browser, folder, fill(house))
    shoot(browser, folder, fill_for_users(house), user="mina")


def shoot(browser, folder, addresses, user=None):
    for theme, language, width in KINDS:
        page = browser.page(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale=language, expects=(401, 404, 422))

        def picture(name):
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"{name}.{theme}.{language}.{width}.png", full_page=True)

        if user:
            page.goto(addresses[0])
            picture("login")
            log_in(page, user)
        for address in addresses:
            page.goto(address)
            picture(address.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "dashboard")
