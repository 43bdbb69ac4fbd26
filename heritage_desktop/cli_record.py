# SPDX-License-Identifier: Apache-2.0
"""The commands that record: templates, parts, own fields, local words, problems, consent."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.terminal import Folder, open_inventory

record = typer.Typer(help="Record items and what belongs to them.", rich_markup_mode=None)
words = typer.Typer(help="Local words and the lists they belong to.", rich_markup_mode=None)
own = typer.Typer(help="The team's own fields.", rich_markup_mode=None)

Record = Annotated[str, typer.Argument(metavar="ID", help="the id or its beginning")]
Pairs = Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE…")]


def _pairs(pairs: list[str] | None) -> dict[str, str]:
    made = {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise HeritageError(tr("{text}: write FIELD=VALUE.", text=pair))
        made[name.strip()] = value
    return made


def _json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


@record.command(name="new")
def new(
    folder: Folder,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help="see: record templates")],
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="one item for each")],
    village: Annotated[str, typer.Option(help="the id of the village, or its beginning")] = "",
) -> None:
    """Record one item for each name from a template."""
    from heritage_desktop.services import batch, inventories, items

    with open_inventory(folder) as inventory:
        place = inventories.find(inventory, village) if village else None
        place = place or items.only_village(inventory)
        for made in batch.many(inventory, template, names, place):
            typer.echo(made)


@record.command(name="templates")
def list_templates() -> None:
    """List the templates."""
    from heritage_desktop.i18n import language
    from heritage_desktop.services import batch

    for term in batch.templates():
        label = term.labels.get(language(), term.labels["en"])
        typer.echo(f"{term.code:<16} {label}")


@record.command(name="duplicate")
def duplicate(folder: Folder, item: Record) -> None:
    """Copy an item for one that is much the same."""
    from heritage_desktop.services import batch, inventories

    with open_inventory(folder) as inventory:
        typer.echo(batch.duplicate(inventory, inventories.find(inventory, item)))


@record.command(name="add")
def add(
    folder: Folder,
    owner: Record,
    part: Annotated[str, typer.Argument(metavar="PART", help="dating, account, consent, …")],
    pairs: Pairs = None,
    language: Annotated[str, typer.Option(help="for texts in several languages")] = "zh-Hans",
) -> None:
    """Add a part to a record: a dating, a voice, an assessment, a consent."""
    from heritage_desktop.services import inventories, parts

    with open_inventory(folder) as inventory:
        target = inventories.find(inventory, owner)
        values = inventories.parsed_fields(part, _pairs(pairs), language)
        typer.echo(parts.add(inventory, target, part, **values).id)


@record.command(name="create")
def create(
    folder: Folder,
    sort: Annotated[str, typer.Argument(metavar="SORT", help="person, group, source, visit, …")],
    pairs: Pairs = None,
    language: Annotated[str, typer.Option(help="for texts in several languages")] = "zh-Hans",
) -> None:
    """Make a record that stands by itself: a person, a household, a source, a visit."""
    from heritage_desktop.services import inventories

    with open_inventory(folder) as inventory:
        values = inventories.parsed_fields(sort, _pairs(pairs), language)
        typer.echo(inventories.create(inventory, sort, values).id)


@record.command(name="bearer")
def bearer(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    village: Annotated[str, typer.Option(help="the id of the village, or its beginning")] = "",
) -> None:
    """Record a bearer with a profile and a consent to fill in."""
    from heritage_desktop.services import batch, inventories, items

    with open_inventory(folder) as inventory:
        place = inventories.find(inventory, village) if village else None
        place = place or items.only_village(inventory)
        typer.echo(batch.new_bearer(inventory, {items.language_of(name): name}, place).id)


@record.command(name="parts")
def parts_of(folder: Folder, owner: Record) -> None:
    """Show every part of a record as JSON."""
    from heritage_desktop.services import inventories, parts

    with open_inventory(folder) as inventory:
        found = parts.all_of(inventory, inventories.find(inventory, owner))
        _json([{"id": p.id, "part": p.entity, **inventories.plain(p)} for p in found])


@record.command(name="remove")
def remove(folder: Folder, part: Record) -> None:
    """Move a part to the trash; undo brings it back."""
    from heritage_desktop.services import inventories, parts

    with open_inventory(folder) as inventory, inventory.change(tr("Remove")) as change:
        parts.drop(change, inventory, inventories.find_part(inventory, part))


@record.command(name="ready")
def ready(folder: Folder) -> None:
    """Show how ready each item is for the catalogue and for the county, as JSON."""
    from heritage_desktop.services import checking
    from heritage_desktop.storage.queries import title_of

    with open_inventory(folder) as inventory:
        _json(
            [
                {"id": one, "title": title_of(inventory, one), "catalogue": score.catalogue,
                 "county": score.county, "missing": list(score.missing_county)}
                for one, score in checking.scores(inventory).items()
            ]
        )  # fmt: skip


@record.command(name="coverage")
def coverage(folder: Folder) -> None:
    """Show what was recorded by village and kind, as JSON."""
    from heritage_desktop.services import checking
    from heritage_desktop.storage.queries import title_of

    with open_inventory(folder) as inventory:
        _json(
            [
                {"village": title_of(inventory, one.village), "kind": one.kind,
                 "items": one.items, "ready": one.ready, "none_found": one.none_found}
                for one in checking.coverage(inventory)
            ]
        )  # fmt: skip


@record.command(name="left")
def left(
    folder: Folder,
    record: Annotated[str, typer.Option(help="only what held this record")] = "",
) -> None:
    """List what left this laptop, and which of it holds a record."""
    from heritage_desktop.services import inventories
    from heritage_desktop.storage import handouts

    with open_inventory(folder) as inventory:
        wanted = inventories.find(inventory, record) if record else None
        for one in handouts.all_of(inventory, wanted):
            typer.echo(f"{one.at}  {one.sort:<7} {one.audience:<8} {one.name}")


@words.command(name="list")
def list_words(folder: Folder) -> None:
    """List the words that stand in no list, the most used first."""
    from heritage_desktop.services import words as local

    with open_inventory(folder) as inventory:
        for one in local.local_words(inventory):
            mapped = f" → {one.mapped_to}" if one.mapped_to else ""
            typer.echo(f"{one.uses:>5}  {one.vocabulary}  {one.word}{mapped}")


@words.command(name="map")
def map_word(
    folder: Folder,
    vocabulary: Annotated[str, typer.Argument(metavar="LIST")],
    word: Annotated[str, typer.Argument(metavar="WORD")],
    code: Annotated[str, typer.Argument(metavar="CODE")],
) -> None:
    """Let a code stand for a local word in every record."""
    from heritage_desktop.services import words as local

    with open_inventory(folder) as inventory:
        typer.echo(local.map_word(inventory, vocabulary, word, code))


@words.command(name="follow")
def follow(folder: Folder) -> None:
    """Apply every kept mapping to records that came in since."""
    from heritage_desktop.services import words as local

    with open_inventory(folder) as inventory:
        typer.echo(local.follow_mappings(inventory))


@own.command(name="new")
def own_new(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    kind: Annotated[str, typer.Argument(metavar="SORT", help="text, number, date, term, …")],
    scope: Annotated[str, typer.Option(help="item, person, village or a kind of item")] = "item",
    terms: Annotated[str, typer.Option(help="words to choose from, separated by commas")] = "",
) -> None:
    """Add an own field."""
    from heritage_desktop.services import own_fields

    with open_inventory(folder) as inventory:
        lines = "\n".join(part.strip() for part in terms.split(",") if part.strip())
        made = own_fields.new_field(inventory, name, kind, scope=(scope,), terms=lines)
        typer.echo(made.id)


@own.command(name="set")
def own_set(
    folder: Folder,
    owner: Record,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="its name")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> None:
    """Answer an own field of a record; an empty value takes the answer away."""
    from heritage_desktop.services import inventories, own_fields

    with open_inventory(folder) as inventory:
        target = inventories.find(inventory, owner)
        asked = own_fields.asked_of(inventory, target)
        found = [one for one in asked if field in one.name.values() or one.id.startswith(field)]
        if len(found) != 1:
            raise HeritageError(tr("{field} is no own field of it.", field=field))
        own_fields.answer(inventory, target, found[0], value)


@own.command(name="show")
def own_show(folder: Folder, owner: Record) -> None:
    """Show the own fields of a record with their answers, as JSON."""
    from heritage_desktop.services import inventories, own_fields

    with open_inventory(folder) as inventory:
        found = own_fields.answers(inventory, inventories.find(inventory, owner))
        _json({one.label: one.value for one in found})
