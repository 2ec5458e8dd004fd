"""What people do in a browser, whatever the page."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.factories import PASSWORD

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def sign_in(page, email):
    """Through the form, from the front page."""
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    fill(page, {"Email": email, "Password": PASSWORD})
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Sign in")).to_have_count(0)


def enter_as(page, user, site):
    """Signed in already: for tests about something else than signing in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def fill(page, values):
    """Fill in fields by their labels; a choice from a list by its value."""
    form = page.get_by_role("main")
    for label, value in values.items():
        field = form.get_by_label(label, exact=True).or_(
            form.get_by_label(f"{label} (optional)", exact=True)
        )
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
