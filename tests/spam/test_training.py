import json
from operator import attrgetter

import pytest

from questions.spam import Post, screen
from questions.spam.counting import Counts
from questions.spam.crossfit import cross_fit
from questions.spam.examples import example_of
from questions.spam.jsonlines import BadLine
from questions.spam.recipe import BESIDE, FOREIGN, recipe_for
from questions.spam.recipe import OWN as SITE
from questions.spam.samples import read_samples
from questions.spam.tables import Wording
from questions.spam.training import train

OWN = [
    example_of(Post(text=f"{words} number {n} of our long list"), label, source=source)
    for source in ("own-x", "own-y")
    for n in range(8)
    for label, words in ((1, "order the famous heel cushion"), (0, "my calf was sore on day"))
]


def foreign(text, label, source="elsewhere-blog"):
    return example_of(Post(text=text), label, source=source)


def test_copies_of_what_is_tested_teach_nothing_from_foreign_files_either():
    copies = [
        foreign(f"order the famous heel cushion number {n} of our long list", 0) for n in range(8)
    ]
    source = attrgetter("source")
    assert cross_fit(OWN, source, always=copies) == cross_fit(OWN, source)


ELSEWHERE = [
    foreign(f"{words} number {n} of the page", label)
    for n in range(20)
    for label, words in ((1, "gather the golden coins"), (0, "hens lay in the barn"))
]


def test_foreign_comments_teach_no_word_of_their_own():
    model = train([*OWN, *ELSEWHERE])
    assert "golden" not in model.tokens["words"]
    assert "cushion" in model.tokens["words"]


def test_foreign_comments_have_a_say_in_what_known_words_are_worth():
    sincere = [foreign(f"order a cushion in time says my aunt {n}", 0) for n in range(40)]
    both = [*sincere, *(foreign(f"golden coins for everybody {n}", 1) for n in range(40))]
    alone, beside = train(OWN), train([*OWN, *both])
    assert beside.tokens["words"]["cushion"] < alone.tokens["words"]["cushion"]


def test_a_foreign_file_counts_for_no_more_than_a_hand():
    def cushion(number, *files):
        rows = [
            foreign(f"{words} {n}", label, source)
            for source in files
            for n in range(number)
            for label, words in ((0, "order a cushion in time says my aunt"), (1, "golden coins"))
        ]
        return Wording(OWN, rows, FOREIGN).tables()["words"]["cushion"]

    assert cushion(600, "elsewhere-blog") == pytest.approx(cushion(300, "elsewhere-blog"), abs=0.02)
    assert cushion(300, "elsewhere-blog") < cushion(0)
    assert cushion(300, "elsewhere-blog", "elsewhere-forum") < cushion(600, "elsewhere-blog")


def test_without_home_comments_the_foreign_ones_stand_in():
    rows = [foreign(f"golden coins for you {n}", 1) for n in range(9)]
    rows += [foreign(f"my knee was sore {n}", 0) for n in range(9)]
    assert train(rows).tokens["words"]


def test_a_wording_that_only_one_hand_uses_is_not_trusted():
    """Both hands' own words tell their labels apart; only shared ones hold for the other hand."""

    def comments(source, promotional, sincere):
        return [
            example_of(Post(text=f"{words} in week {n} of my plan"), label, source=source)
            for n in range(30)
            for label, words in ((1, promotional), (0, sincere))
        ]

    shared = [
        row
        for hand in ("own-p", "own-q", "own-r")
        for row in comments(hand, "grab the velvet insoles", "rested the stubborn tendon")
    ]
    apart = [
        *comments("own-p", "grab the velvet insoles", "rested the stubborn tendon"),
        *comments("own-q", "rested the stubborn tendon", "grab the velvet insoles"),
        *comments("own-r", "lovely copper bands", "swam the chilly channel"),
    ]
    trusted, doubted = train(shared), train(apart)
    assert trusted.weights["said_words"] > doubted.weights["said_words"] + 0.3


def test_a_sites_own_comments_are_learnt_word_by_word():
    model = train(OWN, SITE)
    held, passed = (
        screen(Post(text=text), model=model).total
        for text in ("order the famous heel cushion now", "my calf was sore on day one")
    )
    assert held > passed + 3
    assert all(model.weights[f"said_{facet}"] == 1 for facet in model.tokens)


def test_a_sites_comments_beside_the_projects_teach_words_too():
    recipe = recipe_for({"own", "elsewhere-blog"}, are_own=True)
    assert recipe is BESIDE
    assert "golden" in train([*OWN, *ELSEWHERE], recipe).tokens["words"]


@pytest.mark.parametrize(
    ("families", "are_own", "recipe"),
    [({"blog"}, True, SITE), ({"blog", "own"}, False, FOREIGN), ({"blog"}, False, FOREIGN)],
)
def test_whose_comments_they_are_decides_how_they_teach(families, are_own, recipe):
    assert recipe_for(families, are_own=are_own) is recipe


def test_counts_without_a_part_are_those_of_the_others():
    counts, others = Counts(), Counts()
    rows = [("a", 1, ["calf"]), ("a", 0, ["sole"])]
    rows += 6 * [("b", 1, ["sole"]), ("c", 0, ["calf"])]
    for part, label, tokens in rows:
        counts.add(part, label, tokens)
        if part != "a":
            others.add(part, label, tokens)
    left = counts.table_without("a")
    assert left == others.table() != counts.table()
    assert left["calf"] < -1 < 1 < left["sole"]


def test_centred_tables_take_the_usual_token_from_each():
    counts = Counts()
    for label, tokens in 6 * [(1, ["sole", "heel"]), (0, ["calf"])]:
        counts.add("a", label, tokens)
    plain, centred = counts.table(), counts.table_centred()
    usual = {round(plain[token] - centred[token], 2) for token in ("sole", "heel", "calf")}
    assert len(usual) == 1
    assert usual.pop() > 0


def test_a_token_that_both_kinds_share_is_worth_nothing():
    counts = Counts()
    for label in (0, 1):
        counts.add("a", label, ["knee"])
    assert counts.table() == {"knee": 0.0}
    assert counts.table_centred() == {}


@pytest.fixture
def many_files(tmp_path):
    paths = [tmp_path / f"site-{number:02}.jsonl" for number in range(9)]
    for number, path in enumerate(paths):
        row = {"text": f"my calf was sore on day {number}", "label": number % 2}
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return paths


def test_many_files_are_read_as_a_few_are_and_in_order(many_files):
    assert read_samples(many_files) == read_samples(many_files[:5]) + read_samples(many_files[5:])


def test_a_bad_line_in_one_of_many_files_is_named(many_files):
    many_files[4].write_text("{}\n", encoding="utf-8")
    with pytest.raises(BadLine, match=r"site-04\.jsonl: line 1"):
        read_samples(many_files)
