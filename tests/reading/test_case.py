"""Case: texts in capitals told again with capitals where names stand."""

from __future__ import annotations

from saidby.reading.case import in_case, recase, shouted
from saidby.testing import reading

WIRE = (
    "ORLEN, 3 JAN 90 (EFE) -- [TEXT] THE GUERRILLAS OF THE KARST POPULAR FRONT [KPF] ATTACKED A "
    "BRIDGE ON 2 JANUARY. THE U.S. EMBASSY AND THE UNITED NATIONS CONDEMNED THE KPF."
)


def test_words_are_written_as_usual_and_names_with_a_capital() -> None:
    assert recase(WIRE) == (
        "Orlen, 3 Jan 90 (EFE) -- [text] The guerrillas of the Karst Popular Front [KPF] attacked a "
        "bridge on 2 January. The U.S. Embassy and the United Nations condemned the KPF."
    )


def test_positions_stay_and_the_given_text_is_not_changed() -> None:
    article = reading(WIRE.replace("[TEXT] ", "").replace("[KPF] ", "")).article
    told = in_case(article)
    assert (len(told.text), told.text.upper()) == (len(article.text), article.text.upper())
    assert told.elements == article.elements


def test_a_text_in_usual_case_is_left_alone() -> None:
    article = reading("The KPF attacked a bridge. THE BRIDGE HELD.").article
    assert not shouted(article.text)
    assert in_case(article) is article
