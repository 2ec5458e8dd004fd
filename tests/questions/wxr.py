"""Makes WordPress exports for the tests: a site, its posts and their comments, as text."""

from io import BytesIO
from xml.sax.saxutils import escape

SPACES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "wp": "http://wordpress.org/export/1.2/",
    }.items()
)
LETTER = "Dear all, my beans climb the wrong pole every summer.\n\nWhy?\n\nT.H., Lund, Sweden"
ANSWER = "<strong>Dr. Oda Brink responds:</strong>\n\nBeans have opinions. Turn the pole."


def element(name, text):
    return f"<{name}>{escape(str(text))}</{name}>"


def author(login="oda", number=1, email="oda@garden.example", name="Dr. Oda Brink"):
    fields = {"id": number, "login": login, "email": email, "display_name": name}
    inside = "".join(element(f"wp:author_{key}", value) for key, value in fields.items())
    return f"<wp:author>{inside}</wp:author>"


def comment(number, text="I turn mine twice a week and talk to them.", parent=0, **fields):
    """One comment; `fields` are WordPress's names without `comment_`."""
    values = {
        "id": number,
        "author": f"Reader {number}",
        "author_email": f"reader-{number}@reader.example",
        "author_url": "",
        "date_gmt": f"2013-06-{1 + int(number) % 28 if str(number).isdigit() else 1:02d} 08:00:00",
        "content": text,
        "approved": "1",
        "type": "comment",
        "parent": parent,
        "user_id": 0,
    } | fields
    inside = "".join(element(f"wp:comment_{key}", value) for key, value in values.items())
    return f"<wp:comment>{inside}</wp:comment>"


def post(*comments, number=1, title="Beans on the wrong pole", body=None, category="", **fields):
    values = {
        "post_id": number,
        "post_date_gmt": "2013-06-01 08:00:00",
        "status": "publish",
        "post_type": "post",
        "comment_status": "open",
    } | fields
    inside = "".join(element(f"wp:{key}", value) for key, value in values.items())
    shelf = f'<category domain="category" nicename="{category}"/>' if category else ""
    text = element("content:encoded", f"{LETTER}\n\n{ANSWER}" if body is None else body)
    return f"<item>{element('title', title)}{text}{inside}{shelf}{''.join(comments)}</item>"


ODA = author()


def export(*items, authors=(ODA,), address="https://garden.example", head="", tail=""):
    """The whole file as text; `head` stands before the first element."""
    inside = "".join([*authors, *items])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0" {SPACES}><channel>'
        f"<title>The Kitchen Garden Letter</title><wp:wxr_version>1.2</wp:wxr_version>"
        f"<wp:base_blog_url>{address}</wp:base_blog_url>{inside}{tail}</channel></rss>"
    )


def stream(text):
    return BytesIO(text.encode() if isinstance(text, str) else text)
