# SPDX-License-Identifier: Apache-2.0
"""GeoJSON (RFC 7946): one feature for each item, WGS-84, longitude first, no ``crs``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.exchange.columns import plain
from heritage_desktop.exchange.writing import replacing

DIGITS = 6  # a decimetre; more would claim an exactness no phone has


def write_features(records: Sequence[Record], path: Path, progress: Progress = silent) -> int:
    """Write the items as points, several places as one MultiPoint, none as ``null`` geometry.

    Returns the number of features; raises CannotWrite.
    """
    ordered = sorted(records, key=lambda record: record.id)
    names, points, details = _around(ordered)
    features = []
    items = [record for record in ordered if isinstance(record, Item)]
    for done, item in enumerate(items):
        if done % 200 == 0:
            progress(done, len(items))
        properties = {key: value for key, value in plain(item).items() if key != "id"}
        properties = {"names": names.get(item.id, {}), **properties, **details.get(item.id, {})}
        features.append(
            {
                "type": "Feature",
                "id": item.id,
                "geometry": _geometry(points.get(item.id, [])),
                "properties": properties,
            }
        )
    with replacing(path) as stream:
        stream.write(b'{"type":"FeatureCollection","features":[')
        for place, feature in enumerate(features):
            line = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
            stream.write((",\n" if place else "\n").encode() + line.encode())
        stream.write(b"\n]}\n")
    return len(features)


def _around(
    records: Sequence[Record],
) -> tuple[
    Mapping[str, dict[str, list[str]]], Mapping[str, list[Position]], Mapping[str, dict[str, Any]]
]:
    names: dict[str, dict[str, list[str]]] = defaultdict(dict)
    points: dict[str, list[Position]] = defaultdict(list)
    details: dict[str, dict[str, Any]] = defaultdict(dict)
    for record in records:
        if isinstance(record, ItemName) and record.item and record.value:
            names[record.item].setdefault(record.language or "und", []).append(record.value)
        elif isinstance(record, Location) and record.item and record.position:
            points[record.item].append(record.position)
        elif type(record).entity in DETAILS:
            inner = {key: value for key, value in plain(record).items() if key != "id"}
            if inner:
                details[record.id][type(record).entity] = inner
    return names, points, details


def _geometry(points: Sequence[Position]) -> dict[str, Any] | None:
    found = [_coordinates(point) for point in points]
    if not found:
        return None
    if len(found) == 1:
        return {"type": "Point", "coordinates": found[0]}
    return {"type": "MultiPoint", "coordinates": found}


def _coordinates(point: Position) -> list[float]:
    flat = [round(point.lon, DIGITS), round(point.lat, DIGITS)]
    return flat if point.alt_m is None else [*flat, round(point.alt_m, 1)]
