import pytest

from questions.spam import Post, hosts_of
from questions.spam.links import Link, emails_in, link_of, links_in, owner_of, without_links


@pytest.mark.parametrize(
    "text",
    [
        "see https://insoles.example/best",
        "see WWW.Insoles.example",
        "see insoles.example.",
        "[these](https://insoles.example)",
        "<a href='https://insoles.example'>these</a>",
        "[url=https://insoles.example]these[/url]",
        "[url]insoles.example[/url]",
        "hxxp://insoles.example",
        "insoles (dot) example",
        "insoles(.)example",
        "insoles[.]example",
        "insoles . example",
        "i n s o l e s . e x a m p l e",
        "w w w . insoles.example",
        "words first\n\ninsoles.example",
    ],
)
def test_a_link_is_found_however_it_is_written(text):
    assert [link.host for link in links_in(text)] == ["insoles.example"]


@pytest.mark.parametrize(
    "text",
    [
        "insoles dot com",
        "insoles d0t com",
        "in*soles*.com",
        "i n s o l e s dot com",
        "insoles . c o m",
        "insoles (punktum) com",
        "insoles [тчк] com",
        "insoles nokta com",
        "insoles ドット com",
        "insoles 점 com",
        "insoles डॉट com",
    ],
)
def test_an_address_in_words_is_found_and_known_for_one(text):
    (link,) = links_in(text)
    assert link.host == "insoles.com"
    assert link.spelled_out


def test_a_video_without_its_host_is_a_link():
    (link,) = links_in("look /watch?v=abcDEF12345 all of you")
    assert (link.host, link.path, link.spelled_out) == (
        "youtube.com", "/watch?v=abcDEF12345", True,
    )  # fmt: skip
    assert len(links_in("https://www.youtube.com/watch?v=abcDEF12345")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It got better.So I ran on.",
        "C'est un point de droit souvent ignoré.",
        "C'était l'été.Net et clair",
        "Estaba a punto de dejarlo.",
        "I did 3.5 km at 5.30 a.m. e.g. slowly",
        "write to me@insoles.example",
        "no.it was fine",
        "http://",
        "[x](y)",
        "192.168.0.1",
    ],
)
def test_what_only_looks_like_a_link_is_none(text):
    assert links_in(text) == []


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("die von mühle-schuhe.de sind gut", "mühle-schuhe.de"),
        ("kaçakdeğil(.)example yaz", "kaçakdeğil.example"),
        ("달잠 점 com 에서 샀어요", "달잠.com"),
    ],
)
def test_hosts_are_written_in_all_letters(text, host):
    assert [link.host for link in links_in(text)] == [host]


def test_a_wordlike_ending_counts_where_a_host_is_announced():
    assert [link.host for link in links_in("guardate sul sito corsa.it oggi")] == ["corsa.it"]


def test_a_link_keeps_its_visible_words():
    assert links_in("[cheap shoes](https://a.example/p)") == [
        Link("a.example", "/p", "cheap shoes", spelled_out=False)
    ]


def test_prose_keeps_the_words_and_drops_the_addresses():
    prose = without_links("read [this](https://a.example) or write to b@c.example now")
    assert prose.split() == ["read", "this", "or", "write", "to", "now"]


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("a.b.co.uk", "b.co.uk"),
        ("www.shop.example", "shop.example"),
        ("anna.wordpress.com", "anna.wordpress.com"),
        ("wordpress.com", "wordpress.com"),
    ],
)
def test_a_host_has_one_owner(host, owner):
    assert owner_of(host) == owner


def test_an_address_without_a_host_is_none():
    assert link_of("") is None
    assert link_of("nonsense") is None
    assert link_of("a..b") is None


def test_hosts_come_from_text_name_and_website():
    post = Post(
        text="see one.example", author_name="two.example", author_url="https://www.three.example/x"
    )
    assert hosts_of(post) == {"one.example", "two.example", "three.example"}


def test_mail_addresses_are_found():
    assert emails_in("write to a.b@c.example, or d(at)e.example") == [
        "a.b@c.example",
        "d(at)e.example",
    ]
