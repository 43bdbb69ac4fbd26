# SPDX-License-Identifier: Apache-2.0
"""Names and limits of VHB 1; FORMAT.md is the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from heritage_desktop.storage.gaps import NOTHING, Want

FORMAT, READER = "1.1", 1
SIGNATURE_CONTEXT = b"vhb1\0"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO, MANIFEST = "bag-info.txt", "manifest-sha256.txt"
TAG_MANIFEST, SIGNATURE = "tagmanifest-sha256.txt", "signature.txt"
COMMITS, ABOUT = "data/commits.jsonl", "data/bundle.json"
README, CRATE = "data/README.html", "data/ro-crate-metadata.json"
TAG_FILES = ("bagit.txt", INFO, MANIFEST)
TEXTS = (README, ABOUT, COMMITS, CRATE)
MEDIA = re.compile(r"data/media/([0-9a-f]{2})/(\1[0-9a-f]{62})\Z")
MAX_TEXT = 1024**3
MAX_LINE = 4 * 1024**2
#: How far a Lamport time may lie above all lower ones known: honest ones rise by one each.
MAX_LEAP = 10_000_000


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made a bundle."""

    replica: str
    key: str
    team: str = ""
    title: str = ""
    office: bool = False
    earlier: tuple[str, ...] | None = None  # replicas it followed on; None: written by VHB 1.0
    commits: int = 0  # how many it holds


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """What a bundle says of itself; shown only after its signature and hashes were found good."""

    id: str
    created: str
    sender: Sender
    counts: dict[str, int] = field(default_factory=dict)
    addressed: str = ""  # the replica whose receipts it leaves out; empty: it holds everything
    want: Want = NOTHING


def media_name(sha256: str) -> str:
    """Return the member name of an original."""
    return f"data/media/{sha256[:2]}/{sha256}"
