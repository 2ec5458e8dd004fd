"""Makes README's pictures from a running demonstration site (`make screenshots`).

Usage: python docs/screenshots.py http://127.0.0.1:8000
"""

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
DESK, PHONE = 1280, 390
HEIGHT = 1400
LARGEST = 250_000  # bytes
# As `make run` prints them; they exist on the demonstration site only.
PASSWORD = "long-slow-distance"  # noqa: S105  # public
MODERATOR, EXPERT = "greta@demo.example", "mira@demo.example"
LETTER = "Does it still count if I walk?"
ANSWER = (
    "Twenty minutes is a good length for a nap, and the early afternoon a good hour for it. What "
    "robs the night is rarely the nap after lunch. It is the one at five.\n\n"
    "### What I would try for two weeks\n\n"
    "1. Keep the nap, with an alarm at **twenty-five minutes**.\n"
    "2. Be up again by three.\n"
    "3. Put the light out at half past ten, sleepy or not, and write down when you woke.\n"
)

Walk = Callable[[Page], None]


def front(page: Page) -> None:
    page.goto("/")


def question(page: Page) -> None:
    page.goto("/search/?kind=questions&q=count walk")
    page.get_by_role("main").get_by_role("link", name=LETTER).first.click()
    page.get_by_role("heading", level=1).wait_for()


def thread(page: Page) -> None:
    question(page)
    page.locator("#responses").scroll_into_view_if_needed()


def workbench(page: Page) -> None:
    sign_in(page, MODERATOR)
    page.goto("/moderation/")


def desk(page: Page) -> None:
    """An expert reads a letter and writes; the draft saves itself and stays on the site."""
    sign_in(page, EXPERT)
    page.goto("/admin/")
    page.locator(".desk-list h3 a").first.click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.locator("[data-preview-output] li").first.wait_for()
    page.get_by_text("Saved as a draft").wait_for()


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Sign in").wait_for(state="detached")


# Name, width, colours, how to get there, and the element that the picture begins with.
PICTURES: list[tuple[str, int, str, Walk, str]] = [
    ("front", DESK, "light", front, "body"),
    ("question", DESK, "light", question, "body"),
    ("question", PHONE, "dark", thread, "#responses"),
    ("workbench", DESK, "light", workbench, "body"),
    ("desk", DESK, "light", desk, "body"),
]


def take(browser: Browser, site: str) -> None:
    for name, width, colours, walk, start in PICTURES:
        page = browser.new_page(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
        )
        walk(page)
        path = FOLDER / f"{name}-{width}-{colours}.png"
        path.write_bytes(smaller(crop(page, start, width)))
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path.name} is larger than {LARGEST // 1000} kB.")
        page.close()


def crop(page: Page, start: str, width: int) -> bytes:
    """From the element downwards, to the end of the page or of the picture."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")
    top, end = page.evaluate(
        """start => [document.querySelector(start).getBoundingClientRect().top,
                     document.documentElement.scrollHeight]""",
        start,
    )
    top = max(0, top - 16)
    clip = {"x": 0, "y": top, "width": width, "height": min(HEIGHT, end - top)}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]  # a plain dict


def smaller(picture: bytes) -> bytes:
    """With a palette: a page has few colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    packed = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main(site: str) -> None:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("No Chromium was found; on Debian: apt install chromium.")
    FOLDER.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        try:
            take(browser, site)
        except Error as error:
            if "ERR_CONNECTION_REFUSED" in error.message:
                raise SystemExit(f"Nothing answers at {site}: start it with `make run`.") from None
            raise
        finally:
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
