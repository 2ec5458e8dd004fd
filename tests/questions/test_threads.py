"""A thread in one pass: every shape, what waits or is gone, numbers, pages, depth."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from questions import policy
from questions.models import Comment
from questions.templatetags.forum import name_strip
from questions.threads import Viewer, arrange, load_branch, load_page, place_of
from tests.factories import make_comment, make_expert, make_question

STATES = Comment.State.values
MYSELF = User(pk=1, name="Me")
ME = Viewer(user_pk=MYSELF.pk)


def comment(pk, parent=None, state="approved", **fields):
    """A comment as the database would give it, without one."""
    row = Comment(pk=pk, parent_id=parent.pk if parent else None, state=state, **fields)
    row.guest_name = "" if "author" in fields else f"Guest {pk}"
    row.created_at = timezone.now()
    row.place_under(parent)
    return row


@st.composite
def threads(draw):
    """Flat comments of a random tree in reading order, some of them hidden."""
    rows = []
    for pk in range(1, draw(st.integers(0, 40)) + 1):
        parent = draw(st.sampled_from([None, None, *rows]))
        rows.append(comment(pk, parent, draw(st.sampled_from(["approved", *STATES]))))
    return sorted(rows, key=lambda row: row.path)


@given(threads(), st.booleans())
def test_every_approved_comment_is_shown_once_and_no_hidden_one(rows, newest_first):
    nodes = arrange(rows, newest_first=newest_first)
    shown = [node.comment.pk for node in nodes if not node.is_tombstone]
    assert sorted(shown) == [row.pk for row in sorted(rows, key=lambda r: r.pk) if row.is_approved]
    assert all(not node.comment.is_approved for node in nodes if node.is_tombstone)


@given(threads(), st.booleans())
def test_levels_open_and_close_like_brackets(rows, newest_first):
    """The template opens a list where replies follow and closes so many after each comment."""
    open_levels = 0
    for node in arrange(rows, newest_first=newest_first):
        assert node.depth == open_levels
        open_levels += node.opens
        open_levels -= len(node.closes)
        assert open_levels >= 0
    assert open_levels == 0


@given(threads(), st.booleans())
def test_replies_follow_their_parent_in_the_order_of_writing(rows, newest_first):
    nodes = arrange(rows, newest_first=newest_first)
    seen = {}
    for node in nodes:
        if node.parent is not None:
            assert seen[node.parent.comment.pk] is node.parent
            assert node.depth == node.parent.depth + 1
            assert node.comment.parent_id == node.parent.comment.pk
        seen[node.comment.pk] = node
    for node in nodes:
        pks = [reply.comment.pk for reply in node.replies]
        assert pks == sorted(pks)


@given(threads())
def test_tombstones_stand_only_above_what_is_shown(rows):
    for node in arrange(rows):
        if node.is_tombstone:
            assert node.reply_count > 0


@given(threads())
def test_a_branchs_count_is_what_it_shows(rows):
    nodes = arrange(rows)
    for index, node in enumerate(nodes):
        below = []
        for following in nodes[index + 1 :]:
            if following.depth <= node.depth:
                break
            below.append(following)
        assert node.reply_count == sum(not other.is_tombstone for other in below)


@given(threads())
def test_roots_are_numbered_in_the_order_of_writing_either_way(rows):
    def numbers(nodes):
        return {node.comment.pk: node.number for node in nodes if node.parent is None}

    oldest, newest = arrange(rows), arrange(rows, newest_first=True)
    assert numbers(oldest) == numbers(newest)
    assert list(numbers(oldest).values()) == list(range(1, len(numbers(oldest)) + 1))
    assert list(numbers(newest)) == list(numbers(oldest))[::-1]
    assert all(node.number is None for node in oldest if node.parent is not None)


def test_a_hidden_branch_vanishes_and_a_hidden_parent_of_a_visible_reply_stays():
    gone = comment(1, state="spam")
    gone_too = comment(2, gone, state="removed")
    kept = comment(3, state="removed")
    reply = comment(4, kept)
    nodes = arrange([gone, gone_too, kept, reply])
    assert [(node.comment.pk, node.is_tombstone) for node in nodes] == [(3, True), (4, False)]
    assert nodes[1].in_reply_to is nodes[0]


def test_only_its_author_sees_what_waits():
    mine, theirs = comment(1, state="pending", author=MYSELF), comment(2, state="pending")
    nodes = arrange([mine, theirs], viewer=ME)
    assert [(node.comment.pk, node.is_own_waiting) for node in nodes] == [(1, True)]
    assert arrange([mine, theirs]) == []
    (guests,) = arrange([mine, theirs], viewer=Viewer(own=frozenset({1, 2})))
    assert guests.comment is theirs


def test_what_waits_is_not_counted_as_a_reply():
    root = comment(1)
    nodes = arrange([root, comment(2, root, state="pending", author=MYSELF)], viewer=ME)
    assert [node.reply_count for node in nodes] == [0, 0]


def test_the_edit_link_is_the_authors_and_ends_with_the_window():
    mine = comment(1)
    viewer = Viewer(own=frozenset({1}))
    (node,) = arrange([mine], viewer=viewer, now=mine.created_at)
    assert node.can_edit
    late = mine.created_at + policy.EDIT_WINDOW
    (node,) = arrange([mine], viewer=viewer, now=late)
    assert not node.can_edit
    (node,) = arrange([mine], now=mine.created_at)
    assert not node.can_edit
    (node,) = arrange([mine], viewer=viewer)
    assert not node.can_edit


def test_a_folded_branch_names_who_speaks_in_it_each_once():
    root, others = comment(1), []
    for pk in range(2, 7):
        others.append(comment(pk, others[-1] if others else root))
    others[1].guest_name = others[0].guest_name = "Ruth"
    others[2].state = "removed"
    nodes = arrange([root, *others])
    assert nodes[0].names == ("Ruth", "Guest 5", "Guest 6")
    assert name_strip(nodes[0].names) == "Ruth, Guest 5 and Guest 6"
    assert name_strip(nodes[0].names, 1) == "Ruth and 2 others"


@pytest.mark.django_db
def test_a_folded_branch_marks_the_expert():
    root = make_comment()
    make_comment(parent=root, expert=make_expert("Dr. Ada Holm"))
    assert load_page(root.question).nodes[0].names == ("Dr. Ada Holm (expert)",)


@pytest.mark.django_db
def test_a_conversation_deeper_than_any_path_stays_in_order():
    question = make_question()
    last, chain = None, []
    for _ in range(policy.MAX_THREAD_DEPTH + 15):
        last = make_comment(question, parent=last)
        chain.append(last)
    aside = make_comment(question, parent=chain[-5])
    nodes = load_page(question).nodes
    assert [node.comment for node in nodes] == [*chain, aside]
    assert [node.depth for node in nodes[:-1]] == list(range(len(chain)))
    assert nodes[-1].parent.comment == chain[-5]
    assert max(row.depth for row in chain) == policy.MAX_THREAD_DEPTH


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(policy, "ROOTS_A_PAGE", 3)
    monkeypatch.setattr(policy, "WHOLE_THREAD", 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_pages")
class TestPages:
    @pytest.fixture
    def thread(self):
        question = make_question()
        roots = []
        for number in range(8):
            roots.append(make_comment(question))
            if number % 2:
                make_comment(parent=roots[-1])
        return question, roots

    def test_pages_together_show_every_comment_once(self, thread):
        question, _ = thread
        for newest_first in (False, True):
            shown = [
                node.comment.pk
                for number in (1, 2, 3)
                for node in load_page(question, number=number, newest_first=newest_first).nodes
            ]
            assert sorted(shown) == sorted(question.comments.values_list("pk", flat=True))

    def test_the_count_is_of_all_pages(self, thread):
        question, _ = thread
        page = load_page(question, number=2)
        assert (page.response_count, page.number, page.pages) == (12, 2, 3)

    def test_numbers_go_on_over_pages(self, thread):
        question, _ = thread
        nodes = load_page(question, number=2).nodes
        assert [node.number for node in nodes if node.parent is None] == [4, 5, 6]

    def test_newest_first_begins_with_the_newest(self, thread):
        question, roots = thread
        assert load_page(question, newest_first=True).nodes[0].comment == roots[-1]
        assert load_page(question, number=3, newest_first=True).nodes[-1].comment.parent in (
            None,
            *roots[:3],
        )

    def test_a_number_beyond_the_last_gives_the_last(self, thread):
        question, roots = thread
        assert load_page(question, number=99).nodes[0].comment == roots[6]

    def test_a_comments_page_is_the_one_that_shows_it(self, thread):
        question, _ = thread
        for row in question.comments.all():
            nodes = load_page(question, number=place_of(row).page).nodes
            assert row in [node.comment for node in nodes]

    def test_hidden_roots_do_not_move_a_comment_off_its_page(self, thread):
        question, roots = thread
        for root in roots[:3]:
            root.state = "spam"
            root.save(update_fields=["state"])
        for row in question.comments.approved():
            nodes = load_page(question, number=place_of(row).page).nodes
            assert row in [node.comment for node in nodes]


@pytest.mark.django_db
def test_an_empty_thread_has_one_page():
    page = load_page(make_question(), now=timezone.now())
    assert (page.nodes, page.response_count, page.number, page.pages) == ([], 0, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 40])
def test_a_page_of_a_thread_is_three_queries_whatever_its_length(number, django_assert_num_queries):
    question = make_question(comments=number)
    with django_assert_num_queries(3):
        page = load_page(question, now=timezone.now() + timedelta(seconds=1))
        [node.comment.author_name for node in page.nodes]
    assert page.response_count == number


@pytest.mark.django_db
@pytest.mark.usefixtures("small_pages")
class TestLongBranches:
    @pytest.fixture
    def branch(self, monkeypatch):
        """A root with nine replies, of which each page shows four rows; and a short root."""
        monkeypatch.setattr(policy, "BRANCH_PART", 4)
        question = make_question()
        root = make_comment(question)
        first = make_comment(parent=root)
        deep = [make_comment(parent=first) for _ in range(5)]
        last = [make_comment(parent=deep[-1]) for _ in range(3)]
        make_comment(question)
        return question, root, [root, first, *deep, *last]

    def test_the_page_shows_the_beginning_and_says_where_it_goes_on(self, branch):
        question, root, rows = branch
        nodes = load_page(question).nodes
        assert [node.comment for node in nodes if node.root == root] == rows[:4]
        assert [node.continued_in for node in nodes] == [None, None, None, 2, None]

    def test_the_parts_show_every_comment_of_the_branch_once_below_what_it_answers(self, branch):
        _question, root, rows = branch
        parts = [load_branch(root, number=number).nodes for number in (2, 3)]
        assert [node.comment for node in parts[0]] == [*rows[:2], *rows[4:8]]
        assert [node.comment for node in parts[1]] == [*rows[:2], rows[6], *rows[8:]]
        assert [node.continued_in for node in parts[0]][-1] == 3
        assert not any(node.continued_in for node in parts[1])

    def test_the_count_stays_that_of_the_whole_thread(self, branch):
        _question, root, _ = branch
        assert load_branch(root, number=2).response_count == 11

    def test_a_comments_place_is_the_part_that_shows_it(self, branch):
        question, root, rows = branch
        for row in rows:
            place = place_of(row)
            if place.branch is None:
                nodes = load_page(question, number=place.page).nodes
            else:
                assert place.branch == root.pk
                nodes = load_branch(root, number=place.page).nodes
            assert row in [node.comment for node in nodes]

    def test_its_permanent_address_leads_there(self, branch, client):
        _, root, rows = branch
        address = client.get(f"/comments/{rows[-1].pk}/")["Location"]
        assert f"?branch={root.pk}&page=3#comment-{rows[-1].pk}" in address
        page = client.get(address.split("#")[0]).content.decode()
        assert f'id="comment-{rows[-1].pk}"' in page

    def test_the_page_has_a_link_that_goes_on(self, branch, client):
        question, root, _ = branch
        page = client.get(question.get_absolute_url()).content.decode()
        assert f'href="?branch={root.pk}&amp;page=2#responses">Continue this thread' in page

    @pytest.mark.parametrize("branch_pk", ["0", "999999", "x", "9" * 40])
    def test_an_odd_branch_breaks_nothing(self, branch, client, branch_pk):
        question, _, _ = branch
        page = client.get(question.get_absolute_url(), {"branch": branch_pk})
        assert page.status_code in {200, 404}
