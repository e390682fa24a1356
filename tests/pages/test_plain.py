"""Plain text: scrapes lose their furniture, clean articles lose nothing."""

from __future__ import annotations

import pytest

from saidby.data import READ_ROLES, Dated, Span
from saidby.pages import Given, read_page, read_text

CLEAN = """The toll of the shelling of a market in Brenavo rose to 19 on Monday, the Health Department said.

Henna Sarvolt, who runs Brenavo General, says 27 bodies have passed through her mortuary.

"So when they ask me which number is the true one, I tell them to come and count the shoes."

Nobody in the ministry would talk.
"""


def roles(text: str) -> list[tuple[str, str]]:
    """Role and first words of each element, in order."""
    article, _ = read_text(text)
    return [(element.role, " ".join(element.span.of(text).split()[:4])) for element in article.elements]


def read_words(text: str) -> str:
    article, _ = read_text(text)
    return "\n".join(item.span.of(text) for item in article.elements if item.role in READ_ROLES)


def test_a_clean_article_is_body_and_nothing_else() -> None:
    article, problems = read_text(CLEAN)
    assert [element.role for element in article.elements] == ["body"] * 4
    assert (article.title, article.byline, article.section, article.tags) == (None, None, None, ())
    assert article.language == "en"
    assert [problem.message for problem in problems] == [
        "no publication date: neither the page nor its address states one; --published gives it"
    ]


def test_a_scrape_without_headline_has_deck_headings_footnote_related_and_tags() -> None:
    text = """09:17 GMT3 March 2025
Listen Online
    Middle East
    Copy short link

    Velmoran media said on Sunday that the toll of the shelling had risen to 19. The rebels denied it.

    Ondrel's Foreign Ministry said on\xa0Monday that the\xa0tragedy was used to\xa0prepare an\xa0offensive.

    Asking the League for\xa0Observers

    Sehlt went on\xa0to ask the\xa0League of\xa0Ocean States to\xa0send observers to\xa0the\xa0ridge.

    'A Shell Has No\xa0Passport'

    The\xa0FRV* rejected the\xa0charge made against it by\xa0the\xa0governor, Jorim Askelle.

    READ MORE: Army Moves 30 Tanks to\xa0Ulvane Bridges \u2014 Sources

    "It is obvious that the\xa0hospitals were short of\xa0blood," she said on\xa0Sunday evening in\xa0Sehlt.

    *FRV (Front of the Restored Valleys) is regarded as a terrorist organisation by Velmora.


    Army Moves 30 Tanks to Ulvane Bridges - Sources
    63 Miners Including 12 Apprentices Feared Dead in Wendrel Pit
    WATCH: Ondrel's Delegate Addresses the Council on Fishing Rights
    Ondrel Will Not Send Weapons to Any Side - Corvanne
    shelling, market, truce, FRV, Brenavo
    House rulesComments"""
    assert roles(text) == [
        ("capture_clock", "09:17 GMT3 March 2025"),
        ("nav", "Listen Online"),
        ("section", "Middle East"),
        ("nav", "Copy short link"),
        ("deck", "Velmoran media said on"),
        ("body", "Ondrel's Foreign Ministry said"),
        ("heading", "Asking the League for"),
        ("body", "Sehlt went on to"),
        ("heading", "'A Shell Has No"),
        ("body", "The FRV* rejected the"),
        ("crosslink", "READ MORE: Army Moves"),
        ("body", '"It is obvious that'),
        ("footnote", "*FRV (Front of the"),
        ("related", "Army Moves 30 Tanks"),
        ("related", "63 Miners Including 12"),
        ("related", "WATCH: Ondrel's Delegate Addresses"),
        ("related", "Ondrel Will Not Send"),
        ("tags", "shelling, market, truce, FRV,"),
        ("nav", "House rulesComments"),
    ]
    article, problems = read_text(text)
    assert (article.title, article.section, article.published) == (None, "Middle East", None)
    assert article.captured == Dated("2025-03-03T09:17Z", "text", Span(0, 21))
    assert article.tags == ("shelling", "market", "truce", "FRV", "Brenavo")
    assert [problem.message for problem in problems] == [
        "no publication date: 2025-03-03T09:17Z is when the page was captured, and nothing else on it"
        " is a date of publication"
    ]


def test_a_broadcasters_page_has_title_byline_captions_and_lists() -> None:
    text = """Home
News
World
Brenavo market: at least 12 dead after shelling
Published
12 October 2024
Share
By Kesta Morrand
Image source, Halyard
Image caption, Smoke rose over the Corrish Market on Saturday
At least 12 people have been killed by shells that hit a market in Brenavo, a hospital director says.
Henna Sarvolt said 41 people had been admitted, six of them children.
"We have run out of beds," she told VSV.
No battery on the ridge
The Front of the Restored Valleys denied that its fighters had fired on the city.
The governor has ordered three days of mourning.
Related topics
Velmora
More on this story
Who are the Front?
Ferry fire: captain held
9 October 2024
© 2024 VSV. VSV is not responsible for the content of external sites."""
    assert [role for role, _ in roles(text)] == [
        "nav", "nav", "section", "title", "nav", "dateline", "nav", "byline", "other", "caption",
        "body", "body", "body", "heading", "body", "body", *["related"] * 6, "other",
    ]  # fmt: skip
    article, _ = read_text(text)
    assert article.title == "Brenavo market: at least 12 dead after shelling"
    assert (article.byline, article.section) == ("Kesta Morrand", "World")
    assert article.published == Dated("2024-10-12", "text", Span(text.index("12 Oct"), text.index("\nShare")))


def test_wire_text_with_hard_line_ends_is_parted_into_paragraphs() -> None:
    text = """HW0417 4 I BC-VELMORA-CONVOY 2ndld-Writethru
Thu Oct 17 21:40 GMT 2024

Four drivers killed as gunmen attack relief convoy in Velmora

(Adds Interior Ministry, residents of Korrod)

   LUNESK, Velmora, Oct 17 (Halyard) - Gunmen attacked a convoy carrying
flour and medicine to a camp for displaced people in eastern Velmora on
Thursday, killing four drivers, the organisation that ran it said.

   "The lorries were marked on the roof, on the doors and on the
tarpaulin. Nobody can have taken them for anything else," Renmoor told
Halyard. She said the shooting had lasted 20 minutes.

   The Interior Ministry said its guards had been escorting the eleven
lorries and had suffered losses.

(Reporting by Sefa Drummel; Additional reporting by Dorrit Hale in
Tarsk; Editing by Lorn Petheric)

HW sd/lp 2140GMT"""
    assert roles(text) == [
        ("other", "HW0417 4 I BC-VELMORA-CONVOY"),
        ("dateline", "Thu Oct 17 21:40"),
        ("title", "Four drivers killed as"),
        ("other", "(Adds Interior Ministry, residents"),
        ("dateline", "LUNESK, Velmora, Oct 17"),
        ("body", "Gunmen attacked a convoy"),
        ("body", '"The lorries were marked'),
        ("body", "The Interior Ministry said"),
        ("byline", "(Reporting by Sefa Drummel;"),
        ("other", "HW sd/lp 2140GMT"),
    ]
    article, _ = read_text(text)
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-10-17T21:40Z", "text")
    assert article.byline is None


def test_comments_are_none_of_the_story() -> None:
    text = """Sehlt rejects a charge
20.10.2024
Ondrel rejected on Sunday what it called an attempt to drag it into a quarrel with its neighbour.
She said the notes found at the pass could not be made out on the photographs.
Tarsk responded within hours and called the offer a wooden horse with flour on its hooves.
A driver said that his members did not care whose flag was on the sack of flour.
Share
3 comments
millerswife
2 hours ago
They said on the radio it was nineteen dead, not twelve as you write here.
Reply"""
    assert "nineteen dead" not in read_words(text)
    assert "whose flag was on the sack" in read_words(text)


def test_a_most_read_box_inside_the_story_ends_where_the_story_goes_on() -> None:
    text = CLEAN.replace(
        '"So when', 'Most read\nBarley up again, oats flat\nTwo drowned at the Tamsel weir\n\n"So when'
    )
    assert [role for role, _ in roles(text)] == [
        "body",
        "body",
        "related",
        "related",
        "related",
        "body",
        "body",
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Advertisement", "other"),
        ("Read more: Who are the Front of the Restored Valleys?", "crosslink"),
        ("ALSO READ: Tram line 4 to close for a year", "crosslink"),
        ("Sign up for our newsletter and get six stories before breakfast.", "other"),
        ("We use cookies to improve your experience on our site.", "other"),
        ("Follow us on Facebook and Twitter", "nav"),
        ("This article was amended on 15 October 2024 to correct the number of the bus.", "correction"),
        ("© 2024 Compass Radio. All rights reserved.", "other"),
        ("Image caption, Smoke rose over the market", "caption"),
        ("People wait at the hospital gate. (Photo: Halyard)", "caption"),
        ("Getty Images", "other"),
        ("He told reporters that we use cookies as bait, and that nobody laughed at it.", "body"),
        ("Follow the money, the deputy said, and you will find the governor at the end.", "body"),
        ("By the time the shells fell, the market was full of people buying bread.", "body"),
        ("The report was revised in June after the governor had denied receiving it.", "body"),
        ("- all schools in Pellane", "body"),
        ("Who fired the shells?", "body"),
    ],
)
def test_a_line_inside_the_story_is_taken_out_only_where_its_wording_settles_it(line: str, role: str) -> None:
    text = CLEAN.replace('"So when', f'{line}\n\n"So when')
    assert roles(text)[2][0] == role


def test_a_first_line_is_the_title_unless_it_is_closed_like_a_sentence() -> None:
    titled, _ = read_text("Toll of market shelling rises to 19\n\n" + CLEAN)
    assert titled.title == "Toll of market shelling rises to 19"
    assert titled.elements[0].role == "title"
    closed, _ = read_text(
        "Toll of Market Shelling Rises to 19.\n\n" + CLEAN,
        given=Given(title="Toll of Market Shelling Rises to 19"),
    )
    assert closed.title == "Toll of Market Shelling Rises to 19"
    assert closed.elements[0].role == "heading"


def test_a_dateline_is_its_own_element_and_its_short_year_dates_the_text() -> None:
    text = (
        "TARSK, 14 OCT 24 (VSNA) -- [TEXT] THE MINISTRY TODAY DENIED THAT ARMY UNITS HAD SHELLED THE MARKET."
    )
    article, _ = read_text(text)
    assert [(item.role, item.span.of(text)) for item in article.elements[:2]] == [
        ("dateline", "TARSK, 14 OCT 24 (VSNA) -- [TEXT]"),
        ("body", "THE MINISTRY TODAY DENIED THAT ARMY UNITS HAD SHELLED THE MARKET."),
    ]
    assert article.published == Dated("2024-10-14", "dateline", Span(7, 16))


@pytest.mark.parametrize(
    "opening",
    [
        "BRENAVO (Halyard) – ", "BRENAVO, October 12 (VSNA) – ", "(Halyard) — ", "TARSK — ",
        "LUNESK, Velmora, Oct 17 (HW) -- ",
        "O'SARN, Velmora (HW)_ ", "Tarsk (HW) – ", "ST. ORSIN, Vel. (HW) - ",
    ],
)  # fmt: skip
def test_datelines_of_many_houses_are_told_from_the_story(opening: str) -> None:
    text = opening + "Nine people died when shells fell on a market, the hospital said on Saturday."
    article, _ = read_text(text)
    assert article.elements[0].role == "dateline"
    assert article.elements[0].span.of(text) == opening.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Corin Hathe (Reform) – the deputy for Pellane – said on Monday that the governor had lied.",
        "The Front (once the Valleymen) - which denies it - fired on the market, the army said.",
        "Nobody - not even the governor - knew on Saturday how many people had died there.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    article, _ = read_text(text)
    assert [element.role for element in article.elements] == ["body"]


def test_line_ends_and_odd_blanks_are_kept_as_read() -> None:
    data = (
        "Toll rises\r\n\r\nNine people\xa0died on Saturday, the governor said.\r\n\tMore later.\r\n".encode()
    )
    article, _ = read_page(data, origin="story.txt")
    assert article is not None
    assert article.text == data.decode()


def test_addresses_written_out_are_links() -> None:
    text = "Read the list at https://truce.example/bulletin-14, the office in Tarsk said on Monday morning."
    article, _ = read_text(text)
    assert [(link.href, link.role) for link in article.links] == [
        ("https://truce.example/bulletin-14", "body")
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Posted on 4 May 2031 by Orlen Daily Bridge of Karsk falls at noon. "
            "Two men were hurt, a nurse said.",
            [
                ("dateline", "Posted on 4 May 2031 by Orlen Daily"),
                ("title", "Bridge of Karsk falls at noon."),
                ("body", "Two men were hurt, a nurse said."),
            ],
        ),
        (
            "Bridge of Karsk falls at noon VPA Sunday 4 May 2031 Two men were hurt, a nurse said.",
            [
                ("title", "Bridge of Karsk falls at noon"),
                ("dateline", "VPA Sunday 4 May 2031"),
                ("body", "Two men were hurt, a nurse said."),
            ],
        ),
        (
            "Published 4 May 2031 Two men were hurt, a nurse said.",
            [("dateline", "Published 4 May 2031"), ("body", "Two men were hurt, a nurse said.")],
        ),
        (
            "Bridge of Karsk falls at noon and two men were hurt, a nurse said.",
            [("body", "Bridge of Karsk falls at noon and two men were hurt, a nurse said.")],
        ),
        (
            "4 May 2031 was a cold day in Karsk, a nurse of the clinic said.",
            [("body", "4 May 2031 was a cold day in Karsk, a nurse of the clinic said.")],
        ),
    ],
)
def test_headline_and_date_are_parted_from_the_paragraph_that_they_run_into(
    text: str, parts: list[tuple[str, str]]
) -> None:
    article, _ = read_text(text, given=Given(title="Bridge of Karsk falls at noon"))
    assert [(element.role, element.span.of(text)) for element in article.elements] == parts
