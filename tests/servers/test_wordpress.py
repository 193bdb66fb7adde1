"""A real blog is commented, moderated, edited and closed; what was said stands in the page."""

import json

import pytest

from tests.servers.newsroom import Newsroom
from tests.servers.processes import LOOPBACK, listening
from tests.servers.wordpress import WordPress

BLOG = "https://blog.qatra.example"

SEED = """
$post = wp_insert_post(['post_title' => 'قطرة', 'post_name' => 'qatra', 'post_status' => 'publish']);
function say($post, $text, $author, $parent = 0, $minute = 0) {
    return wp_insert_comment(['comment_post_ID' => $post, 'comment_content' => $text, 'comment_author' => $author,
        'comment_parent' => $parent, 'comment_approved' => 1, 'comment_author_url' => 'https://news.qatra.example',
        'comment_date_gmt' => gmdate('Y-m-d H:i:s', 1700000000 + 60 * $minute)]);
}
$first = say($post, 'كم <strong>يدوم</strong> المرشّح؟ <script>alert(1)</script>', 'ليلى <b>');
$answer = say($post, 'Nine months.', 'Sam', $first, 1);
$third = say($post, 'شكرًا يا سام', 'ليلى', $answer, 2);
$fourth = say($post, 'And in winter?', 'Sam', $third, 3);
$fifth = say($post, 'تسعة أيضًا', 'قطرة', $fourth, 4);
$trashed = say($post, 'to be withdrawn', 'Omar', 0, 5);
$below = say($post, 'below what is withdrawn', 'Hind', $trashed, 6);
$deleted = say($post, 'to be deleted', 'Rami', 0, 7);
$orphan = say($post, 'its answer is left', 'Dana', $deleted, 8);
$binned = say($post, 'withdrawn before anybody listened', 'Omar', 0, 9);
$lost = say($post, 'answers nothing that is there', 'Nour', $binned, 10);
wp_trash_comment($binned);
for ($n = 0; $n < 121; $n++) say($post, "flat $n", "User $n", 0, 20 + $n);
echo json_encode(compact('post', 'first', 'answer', 'trashed', 'below', 'deleted', 'orphan', 'lost'));
"""
#: All but the one in the bin.
COUNT = 131


@pytest.fixture
def blog():
    with WordPress(BLOG) as running:
        assert [listening(process) for process in running.started] == [set(), {LOOPBACK}]
        yield running


def newsroom(blog, folder, path):
    return Newsroom(folder / "newsroom", "wordpress", BLOG, blog.url, BLOG + path)


@pytest.mark.slow
def test_a_real_blog(blog, tmp_path):
    """131 comments over two pages: withdrawn, deleted, edited, answered, awaiting, and the post gone at last."""
    ids = {name: str(number) for name, number in json.loads(blog.php(SEED)).items()}
    room = newsroom(blog, tmp_path, f"/?p={ids['post']}")

    assert room.listen()[0]
    assert len(room.source["comments"]) == COUNT
    assert room.source["complete"]
    assert not room.listen()[0]
    page = room.page("ar")
    assert len(page.texts) == COUNT
    assert page.turns[:5] == [
        ("ليلى <b>", "كم يدوم المرشّح؟", 0),
        ("Sam", "Nine months.", 1),
        ("ليلى", "شكرًا يا سام", 2),
        ("Sam", "And in winter?", 3),
        ("قطرة", "تسعة أيضًا", 4),
    ]
    assert ("Nour", "answers nothing that is there", 0) in page.turns
    assert page.turn("كم يدوم المرشّح؟").get("dir") == "rtl"
    assert "alert(1)" not in room.text

    waiting = str(blog.visit(ids["post"], "سؤال من زائر <em>جديد</em>", "زائر"))
    blog.php(
        f"wp_trash_comment({ids['trashed']}); wp_delete_comment({ids['deleted']}, true);"
        f"wp_update_comment(['comment_ID' => {ids['answer']}, 'comment_content' => 'Twelve months.']);"
    )
    assert room.listen()[0]
    states = room.states()
    assert waiting not in states
    assert (states[ids["trashed"]], states[ids["deleted"]]) == ("hidden", "deleted")
    assert "to be withdrawn" in room.text
    for erased in ("to be deleted", "Rami", "Nine months."):
        assert erased not in room.text
    assert not room.listen()[0]
    page = room.page("en")
    assert ("Sam", "Twelve months.", 1) in page.turns
    # WordPress moves the answers to what it deletes one level up (wp_delete_comment), those to what is in the bin not.
    assert ("Dana", "its answer is left", 0) in page.turns
    assert "to be withdrawn" not in page.texts
    assert "below what is withdrawn" not in page.texts

    blog.php(f"wp_untrash_comment({ids['trashed']}); wp_set_comment_status({waiting}, 'approve');")
    assert room.listen()[0]
    texts = room.page("ar").texts
    assert {"to be withdrawn", "below what is withdrawn", "سؤال من زائر جديد"} <= set(texts)

    blog.php(f"wp_delete_post({ids['post']}, true);")
    assert room.listen()[0]
    assert room.source["state"] == "gone"
    page = room.page("ar")
    assert page.texts == texts
    assert page.note


@pytest.mark.slow
def test_a_pretty_address_finds_its_post(blog, tmp_path):
    """Whatever the permalinks are, the post is found by its name."""
    blog.php("global $wp_rewrite; $wp_rewrite->set_permalink_structure('/%year%/%postname%/');" + SEED)
    year = blog.php("echo get_the_date('Y', get_page_by_path('qatra', OBJECT, 'post'));")
    room = newsroom(blog, tmp_path, f"/{year}/qatra/")
    room.listen()
    assert len(room.source["comments"]) == COUNT
