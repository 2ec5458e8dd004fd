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


def reach(page, state):
    """Open a state of a page; what has to be sent goes through a form of the page it stands on."""
    answer = page.goto(state.path if state.sent is None else state.on or state.path)
    if state.sent is not None:
        with page.expect_navigation() as navigation:
            page.evaluate(SEND, [state.path, state.sent])
        answer = navigation.value
    assert answer.status == state.status, state.name


SEND = """([path, sent]) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  if (token) sent.csrfmiddlewaretoken = token;
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""
