# SPDX-License-Identifier: Apache-2.0
"""The sample's voices, datings, states, owners and consents, read by their declarations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from heritage_desktop import assets
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import SET_KINDS, Kind, Record, Spec, owner_field, specs
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.own import OwnValue, own_value_id
from heritage_desktop.domain.place import Village
from heritage_desktop.storage.change import Change

#: A field whose name the list uses for something else.
_RENAMED = {"part_name": "part"}


def fill(change: Change, ids: dict[str, str], media: Mapping[str, Media]) -> None:
    """Add everything of demo-parts.json; ``ids`` by the keys of the sample, grows with it."""
    data = json.loads(assets.read_text("samples", "demo-parts.json"))
    for village, values in data["villages"].items():
        for name, value in values.items():
            given = _value(specs(Village)[name], value, ids, media)
            change.set(Village, ids[village], name, given)
    for file, values in data["recordings"].items():
        for name, value in values.items():
            change.set(Media, media[file].id, name, value)
    for said in data["records"]:
        ids[said["key"]] = change.add(_made(said["entity"], said, ids, media)).id
    for said in data["parts"]:
        of = said["of"]
        owner = media[of[1:]].id if of.startswith("@") else ids[of]
        record = _made(said["part"], {**said, "part": None}, ids, media, owner=owner)
        made = change.add(record)
        if "key" in said:
            ids[said["key"]] = made.id


def _made(
    name: str,
    said: Mapping[str, Any],
    ids: Mapping[str, str],
    media: Mapping[str, Media],
    owner: str = "",
) -> Record:
    entity = ENTITIES[name]
    values: dict[str, Any] = {}
    for key, value in said.items():
        field = _RENAMED.get(key, key)
        if value is not None and field in specs(entity):
            values[field] = _value(specs(entity)[field], value, ids, media)
    if owner:
        values[owner_field(entity) or ""] = owner
    one = own_value_id(owner, values["field"]) if entity is OwnValue else ""
    return entity(id=one, **values)


def _value(spec: Spec, value: Any, ids: Mapping[str, str], media: Mapping[str, Media]) -> Any:
    """Return a value with keys of the sample turned into ids; ``@name`` is a photo."""
    if spec.kind is Kind.REFERENCE:
        return media[value[1:]].id if value.startswith("@") else ids[value]
    if spec.kind is Kind.REFERENCES:
        return tuple(ids[one] for one in value)
    return tuple(value) if spec.kind in SET_KINDS else value
