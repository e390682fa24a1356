from __future__ import annotations

from saidby.reading.drift import drifts
from saidby.reading.flags import with_flags
from saidby.reading.headings import altered_quotations
from saidby.reading.wording import stem
from saidby.testing import reading


def altered(marked: str) -> list[tuple[str, str | None, str | None]]:
    """The altered quotations of a marked page: their words, the nearest ones, those without marks."""
    article = reading(marked).article
    return [
        (
            found.span.of(article.text),
            found.nearest.of(article.text) if found.nearest else None,
            found.told.of(article.text) if found.told else None,
        )
        for found in altered_quotations(article)
    ]


def drifted(marked: str) -> list[tuple[str, str, str]]:
    found = reading(marked)
    text = found.article.text
    made = drifts(found.article, found.sentences, found.attributions, found.actors, found.claims)
    return [(drift.kind, drift.span.of(text), drift.against.of(text)) for drift in made]


def pair(paraphrase: str, quotation: str) -> str:
    return (
        f"[source:1=Front The Front] [cue:1 said] that [content:1 {paraphrase}].\n\n"
        f'[content:2 "{quotation},"] [source:2=Front it] [cue:2 said].'
    )


# ---------------------------------------------------------------------------------------- headings


def test_a_heading_with_other_words_than_the_quotation_shows_both() -> None:
    marked = """
        <heading> 'An Attempt to Undermine the Harbour Normalization'
        The ministry called it an "attempt to damage the harbour normalisation".
    """
    assert altered(marked) == [
        (
            "'An Attempt to Undermine the Harbour Normalization'",
            "attempt to damage the harbour normalisation",
            None,
        )
    ]


def test_a_heading_that_quotes_what_was_said_is_right_whatever_its_capitals_and_spelling() -> None:
    marked = """
        <title> Ministry: "We Will Defend the Harbor"
        "We will defend the harbour," the ministry said.
    """
    assert altered(marked) == []


def test_an_ellipsis_and_an_editors_brackets_are_no_alteration() -> None:
    marked = """
        <title> 'We will defend ... the whole coast'
        "We will defend the (old) harbour and with it the whole coast," she said.
    """
    assert altered(marked) == []


def test_words_that_the_text_only_reports_are_told_from_words_that_are_nowhere() -> None:
    marked = """
        <title> Shells 'killed nine traders'
        <heading> 'Nobody will be spared'
        The governor said that the shells killed nine traders.
    """
    assert altered(marked) == [
        ("'killed nine traders'", None, "killed nine traders"),
        ("'Nobody will be spared'", None, None),
    ]


def test_a_single_word_and_an_apostrophe_are_no_quotation() -> None:
    assert altered("<title> Traders' 'peace' at the harbour's edge\nIt rained.") == []


def test_a_heading_is_flagged_on_its_claim_and_a_title_on_the_words_that_are_meant() -> None:
    for role in ("heading", "title"):
        found = reading(
            f"<{role}> 'An attempt to break the truce'\n"
            '[source The ministry] [cue called it] [content "an attempt to bend the truce"].'
        )
        claims = with_flags(found.article, found.sentences, found.attributions, found.actors, found.claims)
        flagged = [claim.attribution for claim in claims if [f.kind for f in claim.flags] == ["pseudo_quote"]]
        assert flagged == ([None] if role == "heading" else ["a1"])


# ---------------------------------------------------------------------------------------- drift


def test_a_kind_that_the_quotation_does_not_name() -> None:
    marked = pair(
        "island countries had been sending guns to the brigades",
        "Some countries are sending powder to the brigades",
    )
    assert drifted(marked) == [("kind", "island countries", "Some countries")]


def test_all_for_some() -> None:
    marked = pair("all traders had left the harbour", "Many traders have left the harbour")
    assert drifted(marked) == [("amount", "all traders", "Many traders")]


def test_another_number_of_the_same() -> None:
    marked = pair("21 traders had left the harbour", "We know that 12 traders left the harbour")
    assert drifted(marked) == [("number", "21 traders", "12")]


def test_a_may_that_is_gone() -> None:
    marked = pair("the harbour wall would fall this winter", "The harbour wall may fall this winter")
    assert [kind for kind, _, _ in drifted(marked)] == ["certainty"]


def test_a_not_that_is_gone() -> None:
    marked = pair("the harbour wall would fall this winter", "The harbour wall will not fall this winter")
    assert [kind for kind, _, _ in drifted(marked)] == ["negation"]


def test_what_says_the_same_does_not_drift() -> None:
    assert drifted(pair("12 traders had left the harbour", "12 traders left the harbour")) == []
    assert drifted(pair("some traders had left the harbour", "Some traders left the harbour")) == []
    assert drifted(pair("the wall would not fall this winter", "The wall will not fall this winter")) == []


def test_two_sources_may_differ() -> None:
    marked = pair("all traders had left the harbour", "Many traders have left the harbour")
    assert drifted(marked.replace("source:2=Front", "source:2=Guild")) == []


def test_a_denial_is_no_paraphrase() -> None:
    marked = pair("all traders had left the harbour", "Many traders have left the harbour")
    assert drifted(marked.replace("cue:1 said", "cue:1=deny denied")) == []


def test_the_flag_stands_on_the_paraphrase() -> None:
    found = reading(pair("all traders had left the harbour", "Many traders have left the harbour"))
    claims = with_flags(found.article, found.sentences, found.attributions, found.actors, found.claims)
    assert [[(flag.kind, flag.span.of(found.article.text)) for flag in c.flags] for c in claims] == [
        [("drift", "all traders")],
        [],
    ]


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem("normalisation") == stem("normalization")
    assert stem("supplying") == stem("supplies")
    assert stem("harbours") == stem("harbor")
    assert stem("weapons") != stem("chemicals")
