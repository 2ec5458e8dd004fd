"""Text from people never becomes active content, whatever they type, and never breaks a page."""

from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import policy, rendering
from questions.rendering import (
    MAX_LINKS,
    excerpt,
    is_blank,
    is_own_image,
    is_safe_link,
    normalise,
    plain_text,
    render,
)
from tests.effort import calls_of

READER_TAGS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
EXPERT_TAGS = READER_TAGS | {"h3", "h4", "h5", "h6", "img"}
EXPERT_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}, "img": {"src", "alt", "title"}}


def elements(html):
    """Every element that a browser would make of a fragment."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in tree.iter() if isinstance(element.tag, str)][1:]


def refuse_active_content(html, allowed):
    for element in elements(html):
        assert element.tag in allowed
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        for name in ("href", "src"):
            address = element.attrib.get(name, "").strip().lower()
            assert not address.startswith(("javascript:", "data:", "vbscript:", "file:", "//"))


ATTACKS = {
    "script": "<script>alert(1)</script>",
    "half a script": "<scr<script>ipt>alert(1)</script>",
    "image event": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)><svg><script>alert(1)</script></svg>",
    "math": "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "iframe": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "style": "<style>body{display:none}</style><p style='position:fixed'>x",
    "form": "<form action=https://evil.example><input name=password><button>Go</button></form>",
    "base": "<base href=https://evil.example>",
    "meta": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "comment": "<!-- <script>alert(1)</script> -->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "template": "{{ 7|add:1 }}{% load static %}",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "link by script": "[x](javascript:alert(1))",
    "link by script, capitals": "[x](JaVaScRiPt:alert(1))",
    "link by script, entity": "[x](javascript&#58;alert(1))",
    "link by script, tab": "[x](java\tscript:alert(1))",
    "link by script, newline": "[x](<java\nscript:alert(1)>)",
    "link by data": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "link by vbscript": "[x](vbscript:msgbox(1))",
    "link by file": "[x](file:///etc/passwd)",
    "link to another host": "[x](//evil.example/x)",
    "link with backslashes": "[x](/\\\\evil.example/x)",
    "link with a user": "[x](https://ourhost@evil.example/)",
    "reference": "[x]\n\n[x]: javascript:alert(1)",
    "reference with title": '[x]\n\n[x]: https://a.example "\\" onclick=alert(1) x=\\""',
    "bare address": "<javascript:alert(1)>",
    "bare address with event": "https://a.example/\"onmouseover='alert(1)'",
    "title breaks out": '[x](https://a.example "\\"><script>alert(1)</script>")',
    "address breaks out": '[x](https://a.example/"><script>alert(1)</script>)',
    "image by script": "![x](javascript:alert(1))",
    "foreign image": "![x](https://evil.example/pixel.png)",
    "image out of media": "![x](/accounts/logout/)",
    "code block language": '```"><script>alert(1)</script>\nx\n```',
    "code block": "```\n<script>alert(1)</script>\n```",
    "inline code": "`<script>alert(1)</script>`",
    "heading id": "# x {#main onclick=alert(1)}",
    "null byte": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "turned text": "\u202e<script>alert(1)</script>\u202c",
    "table": "|<script>a</script>|b|\n|-|-|\n|<img src=x onerror=alert(1)>|[x](javascript:a)|",
}


@pytest.mark.parametrize("expert", [False, True], ids=["reader", "expert"])
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_attack_becomes_active(attack, expert):
    refuse_active_content(render(attack, expert=expert), EXPERT_TAGS if expert else READER_TAGS)


def test_raw_html_is_shown_as_typed():
    assert plain_text(render("<b>bold</b> & <script>")) == "<b>bold</b> & <script>"


@given(
    st.text(alphabet=st.characters(codec=None)) | st.text(alphabet="[]()*_`<>!#-|\\~:/ \n\tax&;")
)
def test_rendering_never_raises_and_never_makes_active_content(text):
    refuse_active_content(render(text), READER_TAGS)
    refuse_active_content(render(text, expert=True), EXPERT_TAGS)


@given(st.text(alphabet="<>&\"'ab \n"))
def test_words_come_out_as_they_went_in(text):
    shown = " ".join(plain_text(render(text)).split())
    typed = " ".join(normalise(text).split())
    # Marks of quotes begin a line; all other signs are words.
    assert shown.replace(">", "").split() == unescape(typed).replace(">", "").split()


HARD = {
    "brackets": "[" * 20 + "a",
    "nested quotes": "> " * 3_000 + "deep",
    "nested lists": "".join(f"{'  ' * n}- x\n" for n in range(60)),
    "opening marks": "*a " * 3_300,
    "links": "[a](https://a.example) " * 400,
    "unclosed links": "[a](" * 2_400,
    "backticks": "`a``b" * 2_000,
    "many autolinks": "<https://a.example>" * 500,
    "entities": "&amp;" * 2_000,
    "bare addresses": "https://a.example/ " * 500,
    "underscores": "a_b_" * 2_500,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 900,
    "wide table": "|" + "a|" * 900 + "\n|" + "-|" * 900,
    "backslashes": "\\" * 9_900,
    "images": "![a](/media/a.png)" * 500,
}


# The slowest text takes 160 a sign, a quarter of a second in all; prose takes 9.
MOST_CALLS_A_SIGN = 250


@pytest.mark.parametrize("expert", [False, True], ids=["reader", "expert"])
@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_text_costs_little_more_than_its_length(text, expert):
    """The promise is half a second at the limit of the length. Work that grew with its square would
    be thousands of calls for each sign.
    """
    limit = policy.EXPERT_BODY_LENGTH if expert else policy.BODY_LENGTH
    full = (text * (limit // len(text) + 1))[:limit]
    assert calls_of(render, full, expert=expert) < MOST_CALLS_A_SIGN * limit


def test_a_parser_that_breaks_costs_a_text_its_formatting_only(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr(rendering, "_rendered", broken)
    assert render("one *two*\n\n<b>") == "<p>one *two*</p><p>&lt;b&gt;</p>"
    assert "shown as typed" in caplog.text


@pytest.mark.parametrize(
    "text",
    ["> " * 12 + "too deep", "x" * (policy.BODY_LENGTH + 1), "*" * 21 + "a"],
    ids=["nested", "long", "marks"],
)
def test_text_beyond_a_limit_is_shown_as_typed(text):
    html = render(text)
    assert {element.tag for element in elements(html)} <= {"p", "br"}
    assert unescape(html).startswith(f"<p>{text[:20]}")


def test_ten_levels_of_quotes_are_still_quotes():
    assert render("> " * 10 + "deep").count("<blockquote>") == 10


def test_links_beyond_the_limit_are_words():
    html = render("[a](https://a.example) " * (MAX_LINKS + 5))
    assert html.count("href=") == MAX_LINKS
    assert html.count("a</a>") == MAX_LINKS + 5


def test_line_ends_show_as_typed():
    assert render("one\r\ntwo\rthree") == "<p>one<br>\ntwo<br>\nthree</p>\n"


def test_indented_text_is_not_code():
    assert "<pre>" not in render("    four spaces\n\tone tab")


def test_marks_at_line_starts_make_lists_and_quotes():
    html = render("3. three\n4. four\n\n- dash\n\n> quoted")
    assert {e.tag for e in elements(html)} == {"ol", "li", "ul", "blockquote", "p"}
    assert 'start="3"' in html


def test_readers_have_no_headings_tables_and_images():
    html = render("# Loud\n\n![a](/media/a.png)\n\n|a|b|\n|-|-|\n|1|2|\n\nAlso loud\n---------")
    assert {element.tag for element in elements(html)} <= READER_TAGS


def test_experts_have_headings_from_level_three_tables_and_own_images():
    html = render("# Plan\n\n##### Deep\n\n![Foot](/media/a.png)\n\n|a|\n|-|\n|1|", expert=True)
    tags = [element.tag for element in elements(html)]
    assert {"h3", "h5", "img", "table"} <= set(tags)
    assert not {"h1", "h2"} & set(tags)


def test_a_foreign_image_becomes_its_words():
    html = render("![my foot](https://evil.example/pixel.png)", expert=True)
    assert "<img" not in html
    assert "my foot" in html


@pytest.mark.parametrize(("expert", "rel"), [(False, "nofollow ugc noopener"), (True, "noopener")])
def test_links_say_whose_they_are(expert, rel):
    (link,) = (e for e in elements(render("[a](https://a.example)", expert=expert)) if e.tag == "a")
    assert link.attrib == {"href": "https://a.example", "rel": rel}


def test_a_bare_address_is_a_link_and_a_bare_word_is_not():
    assert 'href="https://a.example/x"' in render("see https://a.example/x")
    assert "<a " not in render("see a.example and ruth@a.example")


@pytest.mark.parametrize(
    "url",
    ["https://a.example/x?y=1#z", "http://a.example", "mailto:a@b.example", "/ask/", "#answer-1"],
)
def test_safe_addresses_are_links(url):
    assert is_safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "//evil.example",
        "https:///evil.example",
        "https://user:word@evil.example",
        "https://evil.example\\@a.example",
        "/a b",
        "https://[broken",
        "https:evil.example",
    ],
)
def test_unsafe_addresses_are_not(url):
    assert not is_safe_link(url)


@pytest.mark.parametrize("url", ["/media/a.png", "/media/experts/b.webp"])
def test_images_of_the_site_are_its_own(url):
    assert is_own_image(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/media/a.png",
        "//evil.example/media/a.png",
        "/accounts/logout/",
        "/media/../accounts/logout/",
        "/media/%2e%2e/accounts/logout/",
        "media/a.png",
    ],
)
def test_other_images_are_not(url):
    assert not is_own_image(url)


def test_an_address_that_cannot_be_read_is_nobodys_image():
    assert "<img" not in render("![x](https://[broken)", expert=True)


@pytest.mark.parametrize(
    "text", ["", "  \n\t", "\u200b\u2060", "\u3164", "\u2800 \u00a0", "\u0301", "\x00\x07"]
)
def test_what_nobody_sees_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["x", "0", "🙂", "…", "اهلا", "\u200bي"])
def test_what_somebody_sees_is_not(text):
    assert not is_blank(text)


def test_normalising_keeps_words_and_drops_controls():
    assert normalise("\n\na\x00\x0b\x1b[1m\tcafe\u0301\r\nb\n\n") == "a[1m\tcafé\nb"


def test_an_excerpt_is_words_on_one_line():
    assert excerpt(render("# Plan\n\n*one* two\n\n- three & four", expert=True), words=4) == (
        "Plan one two three …"
    )


def test_links_of_text_that_nobody_approved_are_text_with_their_address():
    html = rendering.render("Buy [here](http://shop.example/a?b=1&c=2) or http://y.example/")
    assert str(rendering.without_links(html)) == (
        "<p>Buy here (http://shop.example/a?b=1&amp;c=2) or http://y.example/</p>\n"
    )
