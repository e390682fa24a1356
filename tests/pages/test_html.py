"""HTML pages: the visible text with nothing deleted, and what each piece of it is."""

from __future__ import annotations

import pytest

from saidby.data import READ_ROLES, Article, Link, Span
from saidby.pages import Given, read_page

STORY = [
    "At least 12 people were killed and dozens wounded on Saturday when shells struck a market in Brenavo.",
    "Henna Sarvolt, director of Brenavo General Hospital, told Halyard that 41 people had been admitted.",
    "“We have run out of beds and are treating people on the stairs,” she said. “The number will go up.”",
    "The Front denied that its fighters had fired on the city, in a message that was sent to Halyard.",
    "Halyard could not independently verify either account. The ministry did not answer questions.",
]
PARAGRAPHS = "".join(f"<p>{paragraph}</p>\n" for paragraph in STORY)


def page(
    body: str, head: str = "<title>Shells hit market | Halyard</title>", given: Given | None = None
) -> Article:
    data = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()
    article, _ = read_page(data, origin="page.html", given=given or Given())
    assert article is not None
    return article


def role_of(article: Article, words: str) -> str:
    """The role of the one element that these words stand in."""
    start = article.text.index(words)
    (found,) = (item for item in article.elements if item.span.overlaps(Span(start, start + len(words))))
    return found.role


def read_paragraphs(article: Article) -> list[str]:
    return [item.span.of(article.text) for item in article.elements if item.role in READ_ROLES]


def test_visible_text_is_kept_with_blanks_as_a_browser_shows_them() -> None:
    article = page(
        "<p>Nine   people\n died,\t<b>the\xa0 governor</b> said.<br>He gave <i>no</i>\n names.</p>"
        "<pre>a  b\n  c</pre><script>var x = 1</script><style>p{}</style><template><p>no</p></template>"
        "<noscript>no</noscript><select><option>no</select><!-- no --><svg><text>no</text></svg>"
    )
    assert article.text == "Nine people died, the\xa0 governor said.\nHe gave no names.\n\na  b\n  c"


def test_two_line_breaks_part_paragraphs() -> None:
    article = page(f"<div>{'<br><br>'.join(STORY)}</div>")
    assert read_paragraphs(article) == STORY


def test_cells_links_and_buttons_side_by_side_do_not_run_together() -> None:
    article = page(
        "<table><tr><td>Dead</td><td>12</td></tr><tr><td>Hurt</td><td>41</td></tr></table>"
        "<div><a href='/a'>World</a><a href='/b'>City</a></div>"
        "<div><span>Share</span><span>12 comments</span></div>"
        "<p><span class='cap'>N</span>ine people <a href='/f'>Brenavo</a>'s hospital said.</p>"
    )
    assert article.text.split() == (
        "Dead 12 Hurt 41 World City Share 12 comments Nine people Brenavo's hospital said.".split()
    )


def test_what_is_hidden_is_kept_and_never_read() -> None:
    article = page(
        f"<article>{PARAGRAPHS}<p style='display: none'>Nineteen died.</p><p hidden>No.</p></article>"
    )
    assert role_of(article, "Nineteen died") == "other"
    assert read_paragraphs(article) == STORY


FURNISHED = f"""
<div class="top-clock">09:17 GMT 3 March 2025</div>
<header><a href="/">Halyard</a><nav><ul><li><a href="/world">World</a></li>
<li><a href="/city">City</a></li></ul></nav></header>
<main><article>
<p class="kicker"><a href="/world">World</a></p>
<h1>Shells hit market</h1>
<p class="standfirst">Hospital says 41 people were admitted; both sides blame each other</p>
<p class="byline">By <a rel="author" href="/sd">Sefa Drummel</a></p>
<p><time datetime="2024-10-12T22:48:00Z">October 12, 2024 10:48 PM UTC</time></p>
<figure><img src="a.jpg"><figcaption>Smoke rises over the market. HALYARD/Stringer</figcaption></figure>
<p>{STORY[0]}</p><p>{STORY[1]}</p>
<div class="newsletter"><h3>The Morning Bell</h3><p>Six stories before breakfast, every weekday.</p>
<a href="/s">Sign up</a></div>
<p>{STORY[2]}</p>
<p><a href="/news/truce">READ MORE: Who counts the violations?</a></p>
<h2>No battery on the ridge</h2>
<p>{STORY[3]}</p>
<p><a href="/news/ferry">Ferry fire off Merrowby kills 41, coastguard says</a></p>
<p>{STORY[4]} The FRV* did.</p>
<p>*FRV (Front of the Restored Valleys) is outlawed in Velmora.</p>
<p>Correction: An earlier version of this article said that 41 people had been killed.</p>
<p class="signoff">Reporting by Sefa Drummel; Editing by Lorn Petheric</p>
</article>
<div class="tags"><a href="/t/brenavo">Brenavo</a><a href="/t/truce">May truce</a></div>
<section class="related"><h3>More on this story</h3><ul>
<li><a href="/n/1">Army moves 30 tanks to Ulvane</a></li></ul></section>
<div id="comments"><h3>1 comment</h3><p>They said on the radio it was nineteen dead, not twelve.</p></div>
</main>
<footer><p>© 2025 Halyard Wire. All rights reserved</p></footer>
"""


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("09:17 GMT 3 March", "capture_clock"),
        ("City", "nav"),
        ("Shells hit market", "title"),
        ("Hospital says 41", "deck"),
        ("By Sefa Drummel", "byline"),
        ("October 12, 2024", "dateline"),
        ("Smoke rises over", "caption"),
        ("At least 12 people", "body"),
        ("Six stories before breakfast", "other"),
        ("READ MORE: Who counts", "crosslink"),
        ("No battery on the ridge", "heading"),
        ("Ferry fire off Merrowby", "crosslink"),
        ("Halyard could not", "body"),
        ("*FRV (Front", "footnote"),
        ("Correction: An earlier", "correction"),
        ("Reporting by Sefa", "byline"),
        ("May truce", "tags"),
        ("Army moves 30 tanks", "related"),
        ("nineteen dead", "other"),
        ("All rights reserved", "other"),
    ],
)
def test_every_piece_of_a_furnished_page_has_its_role(words: str, role: str) -> None:
    assert role_of(page(FURNISHED), words) == role


def test_a_furnished_page_gives_its_own_metadata() -> None:
    article = page(FURNISHED)
    assert (article.title, article.publisher, article.byline) == (
        "Shells hit market",
        "Halyard",
        "Sefa Drummel",
    )
    assert (article.section, article.tags, article.language) == ("World", ("Brenavo", "May truce"), "en")
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-10-12T22:48Z", "meta")
    assert article.captured is not None
    assert (article.captured.value, article.captured.basis) == ("2025-03-03T09:17Z", "text")


def test_links_have_their_words_and_their_elements_role() -> None:
    article = page(
        f"<article>{PARAGRAPHS}<p>She <a href='/list#top'>gave a list</a> of names.</p></article>"
        "<a href='javascript:x()'>Close</a>",
        given=Given(url="https://halyard.example/world/market"),
    )
    start = article.text.index("gave a list")
    assert article.links == (Link("https://halyard.example/list#top", Span(start, start + 11), "body"),)


def test_an_element_that_is_one_link_says_where_it_leads() -> None:
    article = page(
        f"<article>{PARAGRAPHS}<p><a href='https://h.example/x'>READ MORE: Who counts?</a></p></article>"
    )
    assert article.elements[-1].href == "https://h.example/x"


def test_entries_of_a_live_page_are_all_read() -> None:
    entries = "".join(
        f"<article class='entry'><time datetime='2024-10-12T1{n}:00Z'>1{n}:00</time><h2>Entry number {n}</h2>"
        f"<p>{paragraph} {STORY[0]}</p></article>"
        for n, paragraph in enumerate(STORY[1:])
    )
    article = page(f"<main><h1>As it happened: market shelled</h1><div>{entries}</div></main>")
    for n in range(4):
        assert role_of(article, f"Entry number {n}") == "heading"
    assert [item.role for item in article.elements].count("body") == 4


def test_teasers_beside_the_story_are_not_read() -> None:
    teasers = "".join(
        f"<article class='card'><h3><a href='/n/{n}'>Other story number {n} of the day</a></h3>"
        "<p>The ministry said on Monday that the harvest had exceeded the plan once more.</p></article>"
        for n in range(3)
    )
    article = page(f"<main><article><h1>Shells hit market</h1>{PARAGRAPHS}</article>{teasers}</main>")
    assert read_paragraphs(article) == STORY


def test_a_page_of_tables_without_any_names_is_read_too() -> None:
    article = page(
        "<table><tr><td>Velmoran State News Agency</td></tr>"
        "<tr><td>Tarsk time 09:17 | Monday, 3 March 2025</td></tr>"
        "<tr><td><a href='a'>Home</a></td><td><table><tr><td><b>Shells hit market</b></td></tr>"
        "<tr><td>Saturday, 12 October 2024 | 14:05</td></tr>"
        f"<tr><td>{'<br><br>'.join(STORY)}<br><br>L.K.</td></tr>"
        "<tr><td><a href='p'>Print</a></td></tr></table></td><td><b>Latest news</b><br>"
        "<a href='n'>President receives credentials of three ambassadors</a></td></tr></table>",
        head="<title>VSNA :: Shells hit market</title>",
    )
    assert read_paragraphs(article) == STORY
    assert (article.title, article.publisher) == ("Shells hit market", "VSNA")
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-10-12T14:05", "text")
    assert article.captured is not None
    assert article.captured.value == "2025-03-03T09:17"


def test_quoted_posts_belong_to_the_story() -> None:
    post = "<blockquote class='post'><p>I can hear a telephone ringing.</p>— Tavia Renmoor</blockquote>"
    before, after = (f"<p>{STORY[n]}</p><p>{STORY[n + 1]}</p>" for n in (0, 2))
    article = page(f"<article><h1>Shells hit market</h1>{before}{post}{after}</article>")
    assert role_of(article, "I can hear a telephone") == "body"


def test_html_without_a_doctype_and_text_about_tags_are_told_apart() -> None:
    fragment, _ = read_page(f"<h1>Shells hit market</h1>{PARAGRAPHS}".encode(), origin="fragment")
    assert fragment is not None
    assert "<p>" not in fragment.text
    text = "The page had a <b> tag that nobody closed, the editor said on Monday.\n\nHe closed it."
    plain, _ = read_page(text.encode(), origin="text")
    assert plain is not None
    assert plain.text == text
