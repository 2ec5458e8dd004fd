import pytest

from questions.spam.hosts import Kind, is_profile, kind_of
from questions.spam.links import link_of


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.nhs.uk/conditions/achilles", Kind.HEALTH),
        ("https://pubmed.ncbi.nlm.nih.gov/123", Kind.HEALTH),
        ("https://sante.gouv.fr", Kind.HEALTH),
        ("https://saude.gov.br/x", Kind.HEALTH),
        ("https://physio.univ-lyon.example", Kind.HEALTH),
        ("https://youtu.be/abc", Kind.REFERENCE),
        ("https://forum.example/questions/12/sore-calf/", Kind.REFERENCE),
        ("https://bit.ly/x", Kind.SHORTENER),
        ("https://insoles.xyz", Kind.CHEAP),
        ("https://heel-shop.example", Kind.SHOP),
        ("https://kneestore.example", Kind.SHOP),
        ("https://a.example/product/12", Kind.SHOP),
        ("https://a.example/p?ref=anna", Kind.SHOP),
        ("https://online-casino.example", Kind.VICE),
        ("https://support.maker.example/a", Kind.REFERENCE),
        ("https://maker.example/docs/setup", Kind.REFERENCE),
        ("https://maker.example/docsearch", Kind.PLAIN),
        ("https://code.example/anna/site/commit/9f3c", Kind.REFERENCE),
        ("https://docs.cheap-shop.example/", Kind.SHOP),
        ("https://docs.google.com/forms/d/1", Kind.PLAIN),
        ("https://bishop.example", Kind.PLAIN),
        ("https://ideal-knee.example", Kind.PLAIN),
    ],
)
def test_the_kind_of_a_place(address, kind):
    assert kind_of(link_of(address)) is kind


def test_a_site_that_bears_its_authors_name_is_their_own():
    link = link_of("https://annakeller.example/product/x")
    assert kind_of(link, author_words=["anna", "keller"]) is Kind.PERSONAL
    assert kind_of(link) is Kind.SHOP


def test_a_host_that_the_site_trusts_is_good():
    link = link_of("https://cheap-shop.example")
    assert kind_of(link, trusted={"cheap-shop.example"}) is Kind.HEALTH


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://twitter.com/anna_runs", True),
        ("https://twitter.com", False),
        ("https://anna.example/about", False),
    ],
)
def test_a_profile_is_a_persons_page(address, expected):
    assert is_profile(link_of(address)) is expected
