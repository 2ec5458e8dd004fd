import io
import json

import pytest
from django.core.management import CommandError, call_command

from questions.management.commands import score_comments
from questions.spam import screen
from questions.spam.jsonlines import BadLine, post_from, score_lines


def lines(*rows):
    return [row if isinstance(row, str) else json.dumps(row) for row in rows]


def labelled(path, rows=60, **more):
    with path.open("w", encoding="utf-8") as out:
        for place in range(rows):
            spam = place % 2
            text = (
                f"buy cheap insoles number {place} at https://heel-shop.example/{place}"
                if spam
                else f"my calf hurt for {place} weeks, should I rest?"
            )
            row = {
                "id": f"x-{place}",
                "label": spam,
                "text": text,
                "category": f"c{place % 4 // 2}",
            }
            out.write(json.dumps(row | more) + "\n")
    return path


def test_each_line_gets_one_answer_in_order():
    answers = list(score_lines(lines({"text": "Thanks!"}, {"text": "Buy now with code HEEL25"})))
    assert [set(answer) for answer in answers] == [{"score", "outcome", "reasons"}] * 2
    assert answers[0]["score"] < answers[1]["score"]
    assert answers[1]["outcome"] == "hold"
    assert all(isinstance(reason, str) for reason in answers[1]["reasons"])


def test_all_but_the_text_may_be_missing_or_null():
    full = {"text": "x", "author_name": None, "author_email": "", "is_reply": None}
    assert post_from(json.dumps(full), 1).author_name == ""
    assert post_from('{"text": "x", "is_reply": true, "id": 3}', 1).is_reply


def test_the_fields_reach_the_filter():
    row = {
        "text": "Nice.",
        "author_name": "Buy Cheap Shoes",
        "author_url": "https://shoe-shop.example",
    }
    (answer,) = score_lines(lines(row))
    assert answer["score"] == round(screen(post_from(json.dumps(row), 1)).score, 6)
    assert any("slogan" in reason for reason in answer["reasons"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "“text”"),
        ('{"text": 1}', "“text”"),
        ('{"text": "x", "author_name": 1}', "“author_name” is not text"),
        ('{"text": "x", "is_reply": "yes"}', "“is_reply”"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line, words):
    answers = list(score_lines(["", '{"text": "a"}', "  \n", line, '{"text": "b"}']))
    assert [set(answer) for answer in answers] == [
        {"score", "outcome", "reasons"},
        {"error"},
        {"score", "outcome", "reasons"},
    ]
    assert answers[1]["error"].startswith("line 4: ")
    assert words in answers[1]["error"]


def run_score_comments(monkeypatch, data):
    monkeypatch.setattr(score_comments.sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("score_comments", stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def test_the_command_reads_standard_input(monkeypatch):
    out, err, error = run_score_comments(monkeypatch, '{"text": "Grüße, danke!"}\n\n'.encode())
    assert json.loads(out)["outcome"] == "approve"
    assert (err, error) == ("", "")


def test_the_command_fails_in_the_end_when_a_line_was_bad(monkeypatch):
    out, err, error = run_score_comments(monkeypatch, b'x\n{"text": "\xff"}\n')
    assert len(out.splitlines()) == 2
    assert "line 1" in err
    assert "1 line(s)" in error


def test_training_gives_the_same_bytes_each_time(tmp_path):
    data = labelled(tmp_path / "a.jsonl")
    for name in ("one", "two"):
        call_command("train_spam_filter", data=[data], out=tmp_path / name, stdout=io.StringIO())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    figures = json.loads((tmp_path / "one").read_text("utf-8"))
    assert figures["about"]["sources"] == {"a": {"promotional": 30, "sincere": 30}}


def test_training_prints_its_figures_and_writes_nothing_unasked(tmp_path):
    data = labelled(tmp_path / "a.jsonl")
    out = io.StringIO()
    call_command("train_spam_filter", data=[data], own=True, stdout=out)
    assert "AUC" in out.getvalue()
    assert list(tmp_path.iterdir()) == [data]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Too little"),
        ('{"text": "x"}\n', "“label”"),
        ("x\n", "line 1: not JSON"),
    ],
)
def test_training_refuses_what_it_cannot_learn_from(tmp_path, text, words):
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        call_command("train_spam_filter", data=[tmp_path / "a.jsonl"], stdout=io.StringIO())


def test_training_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("train_spam_filter", data=[tmp_path / "none.jsonl"], stdout=io.StringIO())


@pytest.mark.django_db
def test_without_data_training_asks_the_moderators_decisions():
    with pytest.raises(CommandError, match="0 promotional and 0 sincere"):
        call_command("train_spam_filter", stdout=io.StringIO())


def evaluate(*files, **options):
    out = io.StringIO()
    call_command("evaluate_spam_filter", *files, stdout=out, **options)
    return out.getvalue(), json.loads(out.getvalue().splitlines()[-1])


def test_measuring_prints_errors_by_category_and_figures(tmp_path):
    text, figures = evaluate(labelled(tmp_path / "a.jsonl"))
    assert "promotion, let through, by category" in text
    assert figures["auc"] > 0.9
    assert {"f1", "mcc", "recall_at_one_percent", "calibration_error"} <= figures.keys()


def test_measuring_draws_curve_and_reliability(tmp_path):
    plots = tmp_path / "plots"
    evaluate(labelled(tmp_path / "a.jsonl"), plots=plots, name="small")
    assert {path.name for path in plots.iterdir()} == {"small-curve.svg", "small-reliability.svg"}
    assert "<script" not in (plots / "small-curve.svg").read_text("utf-8")


def test_each_part_is_scored_by_a_model_that_did_not_see_it(tmp_path):
    first = labelled(tmp_path / "a.jsonl", source="a")
    second = labelled(tmp_path / "b.jsonl", source="b")
    figures = evaluate(first, leave_out="category", train=[second])[1]
    assert figures["spam"] == 30
    assert 0 <= figures["auc"] <= 1


def test_measuring_takes_other_figures(tmp_path):
    data = labelled(tmp_path / "a.jsonl")
    call_command("train_spam_filter", data=[data], out=tmp_path / "f", stdout=io.StringIO())
    assert evaluate(data, figures=tmp_path / "f")[1]["auc"] == 1.0


@pytest.mark.parametrize("text", ["", "\n"])
def test_measuring_nothing_is_an_error(tmp_path, text):
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="no comment"):
        evaluate(tmp_path / "a.jsonl")


def test_measuring_explains_what_it_cannot_do(tmp_path):
    with pytest.raises(CommandError, match="leave-out"):
        evaluate(labelled(tmp_path / "a.jsonl"), train=[tmp_path / "a.jsonl"])
    with pytest.raises(CommandError, match="cannot be read"):
        evaluate(tmp_path / "none.jsonl")


def test_a_row_must_be_an_object():
    with pytest.raises(BadLine):
        post_from("3", 1)


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"weights": [], "prior": "x"}'])
def test_figures_that_are_none_are_named_as_such(tmp_path, text):
    figures = tmp_path / "figures.json"
    figures.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="no figures that this filter wrote"):
        evaluate(labelled(tmp_path / "a.jsonl"), figures=figures)
