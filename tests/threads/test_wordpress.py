"""End to end with the real thing: a WordPress blog is commented, moderated and switched off."""

import json
from dataclasses import replace

import pytest

from hiwar.model.community import Community
from tests.threads.test_isso import House, words
from tests.threads.test_listen import piece
from tests.threads.wordpress_server import WordPress

BLOG = "https://blog.qatra.example"

SEED = """
$post = wp_insert_post(['post_title' => 'قطرة', 'post_name' => 'qatra', 'post_status' => 'publish']);
function say($post, $text, $author, $parent = 0, $minute = 0) {
    return wp_insert_comment(['comment_post_ID' => $post, 'comment_content' => $text, 'comment_author' => $author,
        'comment_parent' => $parent, 'comment_approved' => 1, 'comment_author_url' => 'https://news.qatra.example',
        'comment_date_gmt' => gmdate('Y-m-d H:i:s', 1793520000 + 60 * $minute)]);
}
$first = say($post, 'كم <strong>يدوم</strong>؟ <script>alert(1)</script> :-)', 'ليلى <b>');
$answer = say($post, 'Nine months.', 'Sam', $first, 1);
$trashed = say($post, 'to be withdrawn', 'Omar', 0, 2);
$below = say($post, 'below it', 'Hind', $trashed, 3);
$deleted = say($post, 'to be deleted', 'Rami', 0, 4);
for ($n = 0; $n < 120; $n++) say($post, "flat $n", "User $n", 0, 10 + $n);
echo json_encode(compact('post', 'first', 'trashed', 'deleted'));
"""


@pytest.fixture
def blog(tmp_path):
    with WordPress(tmp_path, BLOG) as running:
        yield running


@pytest.mark.slow
def test_a_real_blog(blog, tmp_path):
    """125 comments over two pages; one withdrawn, one deleted: the one is kept unseen, the other erased."""
    ids = json.loads(blog.php(SEED))
    house = House(blog, tmp_path)
    house.company = replace(house.company, communities=(Community("wordpress", BLOG, api=blog.url),))
    house.pieces = (piece("tank", "ar", f"{BLOG}/?p={ids['post']}"),)

    assert house.listen().exit_code == 0
    conversation = house.conversation()
    assert conversation.count == 125
    name, html, answers = words(conversation.turns)[0]
    assert name == "ليلى <b>"
    assert html.startswith("<p>كم <strong>يدوم</strong>؟")
    assert "<script" not in html
    assert [answer[:2] for answer in answers] == [("Sam", "<p>Nine months.</p>")]
    assert conversation.turns[0].comment.author.url == ""
    assert house.listen().written == 0

    blog.php(f"wp_trash_comment({ids['trashed']}); wp_delete_comment({ids['deleted']}, true);")
    assert house.listen().exit_code == 0
    (source,) = house.threads()[house.pieces[0].id].sources
    states = {comment.key: (comment.state, bool(comment.html)) for comment in source.comments}
    assert states[str(ids["trashed"])] == ("hidden", True)
    assert states[str(ids["deleted"])] == ("deleted", False)
    assert house.conversation().count == 122

    blog.php(f"wp_untrash_comment({ids['trashed']});")
    house.listen()
    assert house.conversation().count == 124


@pytest.mark.slow
def test_a_pretty_address_finds_its_post(blog, tmp_path):
    """Whatever the permalinks are, the post is found by its name."""
    ids = blog.php("global $wp_rewrite; $wp_rewrite->set_permalink_structure('/%year%/%postname%/');" + SEED)
    assert ids
    year = blog.php("echo get_the_date('Y', get_page_by_path('qatra', OBJECT, 'post'));")
    house = House(blog, tmp_path)
    house.company = replace(house.company, communities=(Community("wordpress", BLOG, api=blog.url),))
    house.pieces = (piece("tank", "ar", f"{BLOG}/{year}/qatra/"),)
    assert house.listen().exit_code == 0
    assert house.conversation().count == 125
