from dataclasses import replace

import pytest

from questions.spam import Post, SiteCounts, screen, tokens_of
from questions.spam.learned import (
    MOST_SITE_TOKENS,
    bounded,
    said,
    site_odds,
    word_tokens,
    wording_findings,
)
from questions.spam.model import by_hand
from questions.spam.reading import Reading
from questions.spam.weights import GROUPS, WORDING


def counts_from(spam, ham):
    tokens = {}
    for posts, place in ((spam, 0), (ham, 1)):
        for post in posts:
            for token in tokens_of(post):
                pair = list(tokens.get(token, (0, 0)))
                pair[place] += 1
                tokens[token] = tuple(pair)
    return SiteCounts(len(spam), len(ham), tokens)


SPAM = [
    Post(text=f"stall {n} of the winter bazaar has candles", author_name="Wax") for n in range(30)
]
HAM = [Post(text=f"my calf hurt for {n} weeks and then it healed") for n in range(30)]


def test_tokens_hold_words_neighbours_names_and_hosts():
    tokens = tokens_of(Post(text="See wax.example today", author_name="Wax Works"))
    assert {"see", "see today", "name:wax", "host:wax.example"} <= tokens


def test_tokens_are_few_enough_for_one_query():
    assert len(tokens_of(Post(text=" ".join(f"word{n}" for n in range(3000))))) <= MOST_SITE_TOKENS


def test_names_hosts_and_small_foreign_words_stay_out_of_the_shipped_tokens():
    post = Post(text="Ich bin nicht da wax.example", author_name="Wax")
    tokens = [token for facet in word_tokens(Reading(post)).values() for token in facet]
    assert not {"ich", "nicht", "ich bin", "^ich"} & set(tokens)
    assert not any(token.startswith(("name:", "host:")) for token in tokens)


def test_a_site_that_decided_nothing_says_nothing():
    assert site_odds(tokens_of(SPAM[0]), SiteCounts()) == 0
    assert site_odds(tokens_of(SPAM[0]), counts_from(SPAM, [])) == 0


def test_a_sites_say_grows_with_its_decisions():
    says = [site_odds(tokens_of(SPAM[-1]), counts_from(SPAM[:n], HAM[:n])) for n in (1, 5, 25)]
    assert 0 < says[0] < says[1] < says[2]


def test_what_a_site_learnt_reaches_the_verdict_with_its_reason():
    counts = counts_from(SPAM, HAM)
    fresh = Post(text="stall 99 of the winter bazaar has candles", author_name="Wax")
    before, after = screen(fresh), screen(fresh, site_counts=counts)
    assert after.total > before.total + 2
    assert any("were spam here" in item.reason for item in after.reasons)
    sincere = Post(text="my calf hurt for 12 weeks and then it healed")
    assert screen(sincere, site_counts=counts).total < screen(sincere).total


def test_counts_taken_back_too_often_do_no_harm():
    counts = SiteCounts(3, 3, {"stall": (-1, 0), "of": (-2, 5)})
    assert site_odds(["stall", "of"], counts) < 0


def test_a_wording_has_facets():
    post = Post(text="Start with the soles, then try Mellowheel. I promise your heels will love it")
    tokens = word_tokens(Reading(post))
    assert {"soles", "heels", "promi~"} <= set(tokens["words"])
    assert {"your heels", "your _ will"} <= set(tokens["turns"])
    assert {"*", "try *"} <= set(tokens["names"])
    assert {"^start", "love$"} <= set(tokens["edges"])


def test_few_known_tokens_say_little():
    assert 0 < said(["a"], {"a": 1.0}) < said(["a", "b"], {"a": 1.0, "b": 1.0}) < 2


def test_a_facet_without_known_tokens_finds_nothing():
    tokens = word_tokens(Reading(Post(text="my calf hurt")))
    assert not list(wording_findings(tokens, {"words": {"sole": 1.0}, "turns": {}}))


@pytest.mark.parametrize("odds", [-50.0, -1.0, 0.0, 1.0, 50.0])
def test_bent_odds_never_pass_their_bound(odds):
    assert abs(bounded(odds, 2.0)) <= 2.0


@pytest.mark.parametrize("odds", [-50.0, 50.0])
def test_no_wording_counts_for_more_than_its_bound(odds):
    table = dict.fromkeys(("calf", "hurt", "today"), odds)
    model = replace(by_hand(), tokens={"words": table, "edges": {"^calf": odds}})
    with_table, without = (
        screen(Post(text="calf hurt today"), model=figures) for figures in (model, by_hand())
    )
    lowest, highest = GROUPS[WORDING]
    assert lowest - 0.01 <= with_table.total - without.total <= highest + 0.01
    assert abs(with_table.total - without.total) > 5


def test_the_facets_are_one_reason_to_a_moderator():
    figures = replace(by_hand(), tokens={"words": {"calf": 9.0}, "turns": {"calf hurt": 9.0}})
    reasons = screen(Post(text="calf hurt today"), model=figures).reasons
    assert [item.reason for item in reasons if item.name == "wording"] == [
        "its wording is that of known promotion"
    ]
