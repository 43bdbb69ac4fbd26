# SPDX-License-Identifier: Apache-2.0
"""Real registers with duplicates as two teams make them: how many are found, how much is false."""

from __future__ import annotations

import csv
import math
import random
from dataclasses import dataclass, replace
from pathlib import Path

from pypinyin import lazy_pinyin

from heritage_desktop.domain import simplified as table
from heritage_desktop.domain import twins
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.datums import gcj02
from heritage_desktop.domain.twins import Candidate, Twins

_TRADITIONAL = {pair[1]: pair[0] for pair in reversed(table.PAIRS.split())}
_ENDINGS = (
    "宗祠",
    "祠堂",
    "遗址",
    "故居",
    "旧址",
    "墓群",
    "村",
    "祠",
    "庙",
    "寺",
    "桥",
    "塔",
    "墓",
    "井",
)
_HOMOPHONES = {"华": "花", "清": "青", "元": "园", "洪": "红", "林": "临", "山": "杉", "安": "庵",
               "兴": "新", "龙": "隆", "石": "十", "家": "加", "云": "耘", "平": "坪", "口": "扣",
               "溪": "西", "坑": "吭", "头": "投", "坪": "平", "上": "尚", "王": "汪"}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """How the pairs found stand against the seeded ones."""

    seeded: int
    found: int
    right: int
    missed: list[tuple[str, str, str]]
    false: list[Twins]

    @property
    def recall(self) -> float:
        """Share of the seeded pairs that were suggested."""
        return self.right / self.seeded

    @property
    def precision(self) -> float:
        """Share of the suggested pairs that were seeded."""
        return self.right / max(1, self.found)


def spell(text: str) -> list[str]:
    """Return the syllables of a name."""
    return list(lazy_pinyin(text))


def villages(shared: Path) -> list[Candidate]:
    """Return the register of traditional villages; the county stands for the village."""
    with (shared / "data/registers/cn-traditional-villages/villages.csv").open(
        encoding="utf-8-sig", newline=""
    ) as opened:
        return [
            Candidate(f"{number:032x}", "landscape", None, row["county"] + row["town"],
                      (row["name_zh"],), Position(float(row["lat_wgs84"]), float(row["lon_wgs84"])))
            for number, row in enumerate(csv.DictReader(opened)) if row["lat_wgs84"]
        ]  # fmt: skip


def sites(shared: Path, seed: int = 1) -> list[Candidate]:
    """Return the register of protected sites, laid out in 60 villages of 3 km: dense, as in one.

    The register has no positions, and two of its sites seldom lie in one village.
    """
    chance = random.Random(seed)
    homes = [(chance.uniform(27.8, 28.9), chance.uniform(118.9, 120.2)) for _ in range(60)]
    made = []
    with (shared / "data/registers/cn-national-protected-sites/sites.csv").open(
        encoding="utf-8-sig", newline=""
    ) as opened:
        for number, row in enumerate(csv.DictReader(opened)):
            home = chance.randrange(len(homes))
            lat, lon = homes[home]
            where = moved(Position(lat, lon), chance.uniform(0, 1500), chance)
            placed = where if chance.random() < 0.8 else None
            made.append(Candidate(f"{number:032x}", "immovable", row["category"], f"v{home}",
                                  (row["name_zh"],), placed))  # fmt: skip
    return made


def moved(position: Position, metres: float, chance: random.Random) -> Position:
    """Return a point so many metres away in a random direction."""
    turn = chance.uniform(0, 2 * math.pi)
    lat = position.lat + metres * math.cos(turn) / 111_195
    lon = position.lon + metres * math.sin(turn) / 111_195 / math.cos(math.radians(position.lat))
    return Position(lat, lon)


def renamed(name: str, chance: random.Random) -> tuple[str, str]:
    """Return a name as another team writes it, and what was done to it."""
    way = chance.choice(("as it is", "traditional", "no ending", "homophone", "typo"))
    if way == "traditional":
        return "".join(_TRADITIONAL.get(char, char) for char in name), way
    if way == "no ending":
        for ending in _ENDINGS:
            if name.endswith(ending) and len(name) - len(ending) > 1:
                return name.removesuffix(ending), way
    if way == "homophone":
        for at, char in enumerate(name):
            if char in _HOMOPHONES:
                return name[:at] + _HOMOPHONES[char] + name[at + 1 :], way
    if way == "typo" and len(name) > 3:
        at = chance.randrange(len(name) - 1)
        return name[:at] + name[at + 1 :], way
    return name, "as it is"


def placed(position: Position | None, chance: random.Random) -> tuple[Position | None, str]:
    """Return where another team puts it, and what was done."""
    if position is None:
        return None, "no place"
    way = chance.choice(("30 m", "30 m", "100 m", "300 m", "GCJ-02", "no place"))
    if way == "GCJ-02":
        return moved(Position(*gcj02(position.lat, position.lon)), 20, chance), way
    if way == "no place":
        return None, way
    far = {"30 m": (5, 40), "100 m": (40, 120), "300 m": (120, 300)}[way]
    return moved(position, chance.uniform(*far), chance), way


def judge(items: list[Candidate], share: float = 0.1, seed: int = 7) -> Result:
    """Seed duplicates of a share of the items and tell how they are found."""
    chance = random.Random(seed)
    chosen = chance.sample(items, round(len(items) * share))
    copies, wanted, how = [], set(), {}
    for number, one in enumerate(chosen):
        name, first = renamed(one.names[0], chance)
        where, second = placed(one.position, chance)
        copy = replace(one, id=f"f{number:031x}", names=(name,), position=where,
                       type=one.type if chance.random() < 0.7 else None,
                       village=one.village if chance.random() < 0.85 else None)  # fmt: skip
        copies.append(copy)
        key = frozenset((one.id, copy.id))
        wanted.add(key)
        lost = "" if copy.village else ", no village"
        how[key] = (one.names[0], name, f"{first}, {second}{lost}")
    found = twins.find([*items, *copies], spell)
    keys = {one.key for one in found}
    return Result(len(wanted), len(found), len(keys & wanted),
                  [how[key] for key in sorted(wanted - keys, key=sorted)],
                  [one for one in found if one.key not in wanted])  # fmt: skip
