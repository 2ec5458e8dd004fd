from operator import attrgetter

from questions.spam import Post
from questions.spam.crossfit import cross_fit
from questions.spam.training import example_of, train

OWN = [
    example_of(Post(text=f"{words} number {n} of our long list"), label, source=source)
    for source in ("own-x", "own-y")
    for n in range(8)
    for label, words in ((1, "order the famous heel cushion"), (0, "my calf was sore on day"))
]


def foreign(text, label):
    return example_of(Post(text=text), label, source="elsewhere-blog")


def test_copies_of_what_is_tested_teach_nothing_from_foreign_files_either():
    copies = [
        foreign(f"order the famous heel cushion number {n} of our long list", 0) for n in range(8)
    ]
    source = attrgetter("source")
    assert cross_fit(OWN, source, always=copies) == cross_fit(OWN, source)


def test_foreign_comments_have_a_table_of_their_own():
    rows = [foreign(f"gather the golden coins today friend {n}", n % 2) for n in range(20)]
    rows += [foreign(f"golden coins for everybody {n}", 1) for n in range(20)]
    model = train([*OWN, *rows])
    assert "golden" in model.elsewhere
    assert "golden" not in model.tokens
    assert "cushion" in model.tokens
    assert "cushion" not in model.elsewhere


def test_without_home_comments_the_foreign_ones_stand_in():
    rows = [foreign(f"golden coins for you {n}", 1) for n in range(9)]
    rows += [foreign(f"my knee was sore {n}", 0) for n in range(9)]
    model = train(rows)
    assert model.tokens
    assert not model.elsewhere
