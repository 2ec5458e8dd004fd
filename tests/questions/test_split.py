"""A post of the old column taken apart, and its HTML made into Markdown."""

import pytest

from questions.rendering import render
from questions.wordpress.markup import to_line, to_markdown
from questions.wordpress.split import Signature, clean_title, names_of, read_signature, split
from tests.effort import calls_of


def nobody(name):
    return False


def everybody(name):
    return True


# --- Titles and names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("Ask the Experts: Beans on the wrong pole", "Beans on the wrong pole"),
        ("ask our expert – Slugs", "Slugs"),
        ("Ask the Doctor | Slugs", "Slugs"),
        ("Ask the beans: they know", "Ask the beans: they know"),
        ("What the experts ask: five things", "What the experts ask: five things"),
        ("Ask the Experts:", "Ask the Experts:"),
    ],
)
def test_the_columns_name_goes_from_the_title(title, cleaned):
    assert clean_title(title) == cleaned


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Dr. Oda Brink", ("Dr. Oda Brink", "")),
        ("Pelle Rask aka the Bean Doctor", ("Pelle Rask", "the Bean Doctor")),
        ("Pelle Rask, a.k.a. “Bean”", ("Pelle Rask", "Bean")),
        ("Pelle Rask (also known as Bean)", ("Pelle Rask", "Bean")),
        ("Aka Takala", ("Aka Takala", "")),
    ],
)
def test_a_second_name_is_told_apart(heading, names):
    assert names_of(heading) == names


# --- Letter, signature, answers ----------------------------------------------------------------


def test_a_letter_and_two_answers():
    column = split(
        "Dear all,\n\nwhy?\n\nJ.L., Växjö, Sweden\n\n**Dr. Oda Brink responds:**\n\nBecause.\n\n"
        "And so on.\n\n**Pelle Rask aka Bean replies:** No idea.",
        nobody,
    )
    assert column.letter == "Dear all,\n\nwhy?"
    assert column.signature == Signature("J.L.", "Växjö, Sweden")
    assert [(part.heading, part.body) for part in column.parts] == [
        ("Dr. Oda Brink", "Because.\n\nAnd so on."),
        ("Pelle Rask aka Bean", "No idea."),
    ]


def test_an_expert_who_speaks_twice_has_one_answer():
    column = split(
        "Why?\n\n**Oda responds:**\n\nOne.\n\n**Pelle responds:**\n\nTwo.\n\n"
        "**Oda responds:**\n\nThree.",
        nobody,
    )
    assert [(part.heading, part.body) for part in column.parts] == [
        ("Oda", "One.\n\nThree."),
        ("Pelle", "Two."),
    ]


def test_a_plain_line_counts_only_for_a_known_expert():
    text = "Why?\n\nDr. Oda Brink responds:\n\nBecause."
    assert split(text, nobody).parts == []
    assert [part.heading for part in split(text, everybody).parts] == ["Dr. Oda Brink"]


@pytest.mark.parametrize(
    "line",
    [
        "My uncle, who is a gardener, replies: more dung.",
        "**Important:** read this first",
        "**What do you say when he replies: no?** I do not know.",
        "**nobody responds:** small letters are no name",
        "**The answer to this question, which I have put to many people, is a reply:** no",
    ],
)
def test_what_only_looks_like_a_heading_stays_in_the_letter(line):
    assert split(f"Dear all\n\n{line}\n\nYours", nobody).parts == []


@pytest.mark.parametrize("verb", ["responds", "replies", "answers", "RESPONDS", "writes"])
def test_headings_come_in_several_words(verb):
    assert split(f"Why?\n\n**Oda {verb}:**\n\nBecause.", nobody).parts[0].heading == "Oda"


@pytest.mark.parametrize("heading", ["Oda’s response", "Oda's answer"])
def test_headings_come_with_a_genitive(heading):
    assert split(f"Why?\n\n**{heading}:**\n\nBecause.", nobody).parts[0].heading == "Oda"


def test_emphasis_in_the_line_of_a_heading_is_kept():
    column = split("Why?\n\n**Oda responds:** Because *they* can.", nobody)
    assert column.parts[0].body == "Because *they* can."


@pytest.mark.parametrize(
    ("line", "name", "location"),
    [
        ("P.M., Dallas, TX", "P.M.", "Dallas, TX"),
        ("P. M., Dallas, TX", "P. M.", "Dallas, TX"),
        ("PM", "PM", ""),
        ("– Tilda, Östersund", "Tilda", "Östersund"),
        ("--Tilda", "Tilda", ""),
        ("*Jo van Dam, Bergen op Zoom, the Netherlands*", None, None),
        ("Jo Dam, Bergen am See, Norway.", "Jo Dam", "Bergen am See, Norway"),
        ("Thanks, Tilda", "Tilda", ""),
        ("Kind regards, Tilda, Lund", "Tilda", "Lund"),
        ("Tilda", None, None),
        ("Thanks for any help you can give me.", None, None),
        ("Is it the pole, the bean, or me?", None, None),
        ("I live in Lund, Sweden", None, None),
        ("", None, None),
        ("A.B., " + "Long " * 40, None, None),
    ],
)
def test_a_signature_is_read_and_a_last_sentence_is_not_one(line, name, location):
    wanted = None if name is None else Signature(name, location)
    assert read_signature(line) == wanted


def test_a_closing_goes_with_the_signature():
    column = split(
        "My beans climb.\n\nKind regards,\n\n– Tilda\n\n**Oda responds:**\n\nGood.", nobody
    )
    assert (column.letter, column.signature.name) == ("My beans climb.", "Tilda")


def test_a_letter_that_is_only_a_signature_is_left_alone():
    assert split("P.M., Dallas, TX\n\n**Oda responds:**\n\nHello.", nobody).letter == (
        "P.M., Dallas, TX"
    )


def test_a_post_of_nothing():
    assert split("", nobody).parts == []


# --- HTML to Markdown --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One\n\nTwo\nThree", "One\n\nTwo\nThree"),
        ("<p>One</p><p>Two<br/>Three</p>", "One\n\nTwo\nThree"),
        ("a <strong>b </strong>c <em>d</em>", "a **b** c *d*"),
        ("<b></b>x<i> </i>y", "x y"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<ol><li>One</li><li>Two</ol>", "1. One\n2. Two"),
        ("<ul><li>One<ul><li>In</li></ul></li></ul>", "- One\n  - In"),
        ("<blockquote>One\n\nTwo</blockquote>", "> One\n>\n> Two"),
        ("<h2>Head</h2>Text", "**Head**\n\nText"),
        ('<a href="https://x.example/a_b">here</a>', "[here](https://x.example/a_b)"),
        ('<a href="/path">here</a>', "[here](https://old.example/path)"),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="https://u:p@x.example/">here</a>', "here"),
        ('<a href="https://x.example/)(">here</a>', "here"),
        ('<a href="http://[x/">here</a>', "here"),
        ("<script>alert(1)</script>a<style>b{}</style>c<iframe>d</iframe>", "ac"),
        ("a<!-- more -->b<!--more-->c", "abc"),
        ('a<img src="x.png" alt="a bean">b', "aa beanb"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<pre>a  *b*\n  c</pre>", "~~~~\na  *b*\n  c\n~~~~"),
        ("use <code>a_b*c</code>", "use `a_b*c`"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a | b"),
        ("[caption id=1 width=2]a bean[/caption] [gallery ids=1,2] end", "a bean end"),
        ("<font color=red><span>a</span></font>", "a"),
        ("a &amp; b &lt;c&gt; &eacute;", "a & b <c> é"),
        ("2 * 3 * 4 and snake_case_name", r"2 \* 3 \* 4 and snake_case_name"),
        ("_so_ [x](y) &amp;copy;", r"\_so\_ [x\](y) \&copy;"),
        ("# one\n~~~ two", "\\# one\n\\~~~ two"),
        ("", ""),
    ],
)
def test_html_becomes_markdown(html, markdown):
    assert to_markdown(html, base="https://old.example/post/") == markdown


def test_a_broken_address_of_the_old_page_costs_only_the_link():
    assert to_markdown('<a href="x">here</a>', base="http://[broken") == "here"


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4",
        "*not bold*",
        "__init__",
        "[a](b)",
        "`a`",
        "a \\ b",
        "&copy;",
        "<b>x</b>",
        "~~~ x",
    ],
)
def test_what_was_typed_is_shown_as_typed(typed):
    """On the old page these were plain signs; they are here as well."""
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert render(to_markdown(escaped)) == f"<p>{escaped}</p>\n"


@pytest.mark.parametrize(
    "attack",
    [
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='https://x.example/\" onclick=\"alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "<math><mi xlink:href='javascript:alert(1)'>x",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_no_html_of_the_file_survives(attack):
    html = render(to_markdown(attack), expert=True)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="java' not in html
    assert "onclick=" not in html.replace("&quot;", '"') or "<a" not in html


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a ",
        "<blockquote>",
        "<ul><li>",
        "<b>x</i>",
        "<pre>",
        "</",
        "*",
        "[",
        "&",
        "\n\n",
    ],
)
def test_no_text_costs_more_than_its_length(piece):
    text = piece * (70_000 // len(piece))
    assert calls_of(lambda: (split(to_markdown(text), nobody), to_line(text))) < 40 * len(text)


def test_a_title_is_one_line_of_plain_text():
    assert to_line("Beans &amp; <em>poles</em>\n&#8217;s") == "Beans & poles ’s"
