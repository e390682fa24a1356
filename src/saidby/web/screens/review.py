"""Review: what the machine is least sure of, one thing at a time; what people say of it; how they agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidby.data import ActorKind, Reading, Span
from saidby.errors import UsageError
from saidby.ledger import corrections, kept
from saidby.ledger import review as reviewing
from saidby.ledger.agreement import agreement as between
from saidby.ledger.cases import cases
from saidby.ledger.decisions import REVIEW, UNDO
from saidby.ledger.doubts import FIELDS, KINDS
from saidby.ledger.exports.cases_jsonl import lines
from saidby.ledger.review import Ask, Cursor, Item
from saidby.ledger.store import Ledger
from saidby.ledger.ties import MERGE, SPLIT
from saidby.web import names, urls
from saidby.web.cards import Over, in_words, overs
from saidby.web.context import around
from saidby.web.fields import Field, changes, fields, related
from saidby.web.gate import inside
from saidby.web.routing import get, post
from saidby.web.site import site_of

NEXT = 12  # of the queue that are listed
DECIDED = 8  # decisions of one's own that are listed
ACTOR_KINDS = get_args(ActorKind)
ASKED = ("kind", "article", "incident", "second")
KIND_NAMES = {
    "attribution": "attributions", "claim": "claims", "accusation": "accusations", "figure": "figures",
    "pair": "same incident?",
}  # fmt: skip
SINGULAR = {
    "claims": "claim", "attributions": "attribution", "figures": "figure", "events": "event",
    "actors": "actor", "places": "place", "timexes": "time", "article": "the article",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is looked at: its words in context, what stands there, and the form that corrects it."""

    row: int
    target: str
    title: str | None
    publisher: str | None
    published: str | None
    context: Markup
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    values: tuple[tuple[str, str], ...]
    overs: tuple[Over, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided, to be taken back. `rows` are of one form."""

    rows: tuple[int, ...]
    what: str
    at: str
    href: str


def routes() -> list[Route]:
    return [
        get(urls.REVIEW, queue), post(urls.REVIEW, decide), get(urls.AGREEMENT, agreement),
        get(urls.CASES, exported), post(urls.TAKE_BACK, take_back), post(urls.REVIEWER, name),
        get(urls.RECORD, record), post(urls.RECORD, correct),
    ]  # fmt: skip


# -------------------------------------------------------------------------------------- the queue


def queue(request: Request) -> Response:
    """The first of the queue, or the one asked for (`item`), with those that follow."""
    site, query = site_of(request), request.query_params
    asked = {field: query.get(field) or None for field in ASKED}
    user = site.user(request)
    with site.ledger() as ledger:
        ask = _ask(ledger, asked, user, _cursor(query.get("after")))
        items = reviewing.queue(ledger, ask)
        item = _named(ledger, query["item"], machine=ask.second) if "item" in query else None
        item = item or (items[0] if items else None)
        shown = [_shown(ledger, item.reading, item.target, item.span, item=item)] if item else []
        if item and item.other:
            shown.append(_shown(ledger, item.other.reading, "pairs/0", item.other.span, item=item))
        progress = reviewing.progress(ledger)
        decided = _decided(ledger, user)
        article = _title(ledger, asked["article"])
        incident = kept.one(ledger, asked["incident"]).title if asked["incident"] else None
        behind = not reviewing.fresh(ledger)
    return site.page(
        request, "review.html", item=item, shown=shown, items=items, progress=progress, decided=decided,
        asked=asked, article=article, incident=incident, kinds=KIND_NAMES, behind=behind, ref=_ref, key=_key,
        said=names.said(request), accounts=site.options.users is not None, second=ask.second,
        after=query.get("after"), done=query.get("done"), actor_kinds=ACTOR_KINDS,
    )  # fmt: skip


def _ask(ledger: Ledger, asked: dict[str, str | None], user: str, after: Cursor | None) -> Ask:
    if asked["kind"] and asked["kind"] not in KINDS:
        raise UsageError(f"{asked['kind']!r} is no kind of question; there are: {', '.join(KINDS)}")
    articles: tuple[str, ...] = ()
    rows = [int(asked["article"])] if asked["article"] and asked["article"].isdecimal() else []
    if asked["incident"]:
        rows = [article.row for article in kept.one(ledger, asked["incident"]).articles]
    if rows:
        articles = tuple(dict.fromkeys(filter(None, (_article(ledger, row) for row in rows)))) or ("",)
    second = asked["second"] == "1"
    kinds: Any = (asked["kind"],) if asked["kind"] else ()
    return Ask(kinds, NEXT + 1, after, articles=articles, reviewer=user if second else None, second=second)


def _article(ledger: Ledger, row: int) -> str | None:
    found = ledger.database.row("SELECT article FROM readings WHERE seq = ?", (row,))
    return str(found[0]) if found else None


def _title(ledger: Ledger, row: str | None) -> str | None:
    if row is None or not row.isdecimal():
        return None
    found = ledger.database.row("SELECT title, origin FROM readings WHERE seq = ?", (int(row),))
    return str(found[0] or found[1]) if found else None


def _key(item: Item) -> str:
    """Where the queue goes on after an item, as an address has it."""
    return "~".join(map(str, item.cursor))


def _cursor(text: str | None) -> Cursor | None:
    try:
        score, reading, target, kind = (text or "").split("~")
        return float(score), int(reading), target, kind
    except ValueError:
        return None


def _ref(item: Item) -> str:
    return f"{item.kind}~{item.reading}~{item.target}"


def _named(ledger: Ledger, text: str, *, machine: bool = False) -> Item:
    kind, _, rest = text.partition("~")
    reading, _, target = rest.partition("~")
    if kind not in KINDS or not reading.isdecimal() or not target:
        raise UsageError(f"there is no {text!r} to be asked about")
    return reviewing.find(ledger, kind, int(reading), target, machine=machine)


def _value(ledger: Ledger, row: int) -> tuple[dict[str, Any], tuple[Over, ...], dict[str, Any]]:
    """The reading of that row with corrections in it, those corrections, and the machine's own."""
    machine = json.loads(ledger.line(row))
    made = ledger.corrections(str(_article(ledger, row)))
    value, _ = corrections.apply(machine, row, made)
    return value, tuple(overs(value, ((one, corrections.here(machine, row, one)) for one in made))), machine


def _shown(ledger: Ledger, row: int, target: str, span: Span, *, item: Item | None = None) -> Shown:
    stored = ledger.reading(row, corrected=True)
    reading: Reading = stored.reading
    value, made, _ = _value(ledger, row)
    asked = [] if target.startswith("pairs/") else fields(value, target, span.start)
    first = FIELDS[item.kind] if item else tuple(field.name for field in asked)
    told = () if item is None or item.other else tuple(
        (field.label, in_words(value, field.name, item.values[field.name]))
        for field in asked if field.name in item.values
    )  # fmt: skip
    published = reading.article.published
    return Shown(
        row, target, reading.article.title, reading.article.publisher,
        published.value if published else None, around(reading, target, span),
        tuple(field for field in asked if field.name in first),
        tuple(field for field in asked if field.name not in first), told,
        tuple(over for over in made if over.target == target), span.start,
    )  # fmt: skip


# -------------------------------------------------------------------------------------- deciding


def decide(request: Request, form: FormData) -> Response:
    """Accept, reject or correct an item; the queue goes on behind it."""
    site = site_of(request)
    by, why = site.user(request), str(form.get("why", "")).strip()[:500] or None
    word = str(form.get("word", ""))
    with site.writing() as ledger:
        item = _named(ledger, str(form.get("item", "")), machine=form.get("second") == "1")
        if word == "correct":
            rows = _corrected(ledger, item.reading, item.target, item.span.start, form, by=by, why=why)
        elif word in ("accept", "reject"):
            rows = [reviewing.review(ledger, item, word, by=by, why=why)]  # type: ignore[arg-type]
        else:
            raise UsageError("say whether it is right: accept, reject or correct")
    asked = {field: form.get(field) or None for field in (*ASKED, "after")}
    return RedirectResponse(urls.review(**asked, done=f"{word}:{'.'.join(map(str, rows))}"), 303)


def _corrected(
    ledger: Ledger, row: int, target: str, at: int, form: FormData, *, by: str, why: str | None
) -> list[int]:
    value, _, _ = _value(ledger, row)
    sent = {key: part for key, part in form.items() if isinstance(part, str)}
    found = changes(value, target, sent, lambda field: [str(one) for one in form.getlist(field)], at)
    if not found:
        raise UsageError("nothing was changed; to say that it is right, accept it")
    return [ledger.correct(row, target, field, words, by=by, why=why).row for field, words in found]


def record(request: Request) -> Response:
    """Any record of a reading, with the form that corrects it."""
    site, row = site_of(request), request.path_params["row"]
    with site.ledger() as ledger:
        value, _, _ = _value(ledger, row)
        target = corrections.place(value, request.path_params["target"])
        shown = _shown(ledger, row, target, _span(value, target))
    parts = [(SINGULAR[one.split("/")[0]], one, words) for one, words in related(value, target)]
    list, _, id = target.partition("/")
    return site.page(
        request, "record.html", one=shown, what=f"{SINGULAR[list]} {id}".strip(), actor_kinds=ACTOR_KINDS,
        second=False, related=parts,
    )  # fmt: skip


def correct(request: Request, form: FormData) -> Response:
    site, row = site_of(request), request.path_params["row"]
    by, why = site.user(request), str(form.get("why", "")).strip()[:500] or None
    with site.writing() as ledger:
        value, _, _ = _value(ledger, row)
        target = corrections.place(value, request.path_params["target"])
        _corrected(ledger, row, target, _span(value, target).start, form, by=by, why=why)
    list, _, id = target.partition("/")
    return RedirectResponse(urls.article(row, f"claim-{id}" if list == "claims" else None), 303)


def _span(value: dict[str, Any], target: str) -> Span:
    """Where a record stands; the beginning of the text for the article itself."""
    at = [place for place in corrections.anchor(value, target) if isinstance(place, list) and place]
    return Span(at[0][0], max(end for _, end in at)) if at else Span(0, 0)


def take_back(request: Request, form: FormData) -> Response:
    """Undo rows, by one more row each."""
    site = site_of(request)
    rows = [part for part in str(form.get("rows", "")).split(".") if part.isdecimal() and len(part) < 12]
    if not rows:
        raise UsageError("no decision was named")
    with site.writing() as ledger:
        for row in sorted(map(int, rows), reverse=True):
            ledger.judge(UNDO, {"row": row}, by=site.user(request))
    return RedirectResponse(inside(str(form.get("next", urls.REVIEW))), 303)


def name(request: Request, form: FormData) -> Response:
    """The name that stands by what is decided in this browser, where nobody logs in."""
    if site_of(request).options.users is not None:
        raise HTTPException(404)
    answer = RedirectResponse(inside(str(form.get("next", urls.REVIEW))), 303)
    names.keep(request, answer, str(form.get("name", "")))
    return answer


def _decided(ledger: Ledger, by: str) -> list[Decided]:
    """What stands of one's own decisions, the last first."""
    found: list[Decided] = []
    for one in ledger.judgements(REVIEW, MERGE, SPLIT):
        if one.by == by:
            word = (
                f"{one.body['word']}ed"
                if one.kind == REVIEW
                else {MERGE: "merged", SPLIT: "parted"}[one.kind]
            )
            about = (
                f"{one.body['kind']} {one.body['target'].split('/')[-1]}"
                if one.kind == REVIEW
                else "incidents"
            )
            about = "pair" if about.startswith("pair ") else about
            ref = (
                f"{one.body['kind']}~{one.body['reading']}~{one.body['target']}" if one.kind == REVIEW else ""
            )
            found.append(Decided((one.row,), f"{word} {about}", one.at, urls.review(item=ref) if ref else ""))
    for each in ledger.corrections():
        if each.by == by:
            what = f"corrected {each.target.split('/')[-1]}: {each.field.replace('_', ' ')}"
            found.append(Decided((each.row,), what, each.at, urls.record(each.reading, each.target)))
    return list(_joined(sorted(found, key=lambda one: one.rows)))[-DECIDED:][::-1]


def _joined(found: list[Decided]) -> Iterator[Decided]:
    """Corrections of one form as one."""
    last: Decided | None = None
    for one in found:
        if (
            last
            and last.href == one.href
            and ":" in one.what
            and last.rows[-1] + 1 == one.rows[0]
            and last.at == one.at
        ):
            last = Decided(
                (*last.rows, *one.rows), f"{last.what},{one.what.partition(':')[2]}", last.at, last.href
            )
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


# -------------------------------------------------------------------------------------- what came of it


def agreement(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        found = between(ledger)
    return site.page(request, "agreement.html", found=found)


def exported(request: Request) -> Response:
    """The corrections as cases that the reader is tried on."""
    with site_of(request).ledger() as ledger:
        text = "".join(f"{line}\n" for line in lines(cases(ledger)))
    headers = {"Content-Disposition": 'attachment; filename="saidby-cases.jsonl"'}
    return Response(text.encode("utf-8", "surrogatepass"), media_type="application/jsonl", headers=headers)
