# SPDX-License-Identifier: Apache-2.0
"""The names in a bundle and its BagIt tag files (RFC 8493): made and strictly read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from heritage_desktop.sync.info import BundleInfo

BAGIT, BAG_INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE = "signature.txt"
README, INFO = "data/README.html", "data/bundle.json"
COMMITS, CRATE = "data/commits.jsonl", "data/ro-crate-metadata.json"

#: Everything but the originals; all of it must be there.
FIXED = frozenset(
    {BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, SIGNATURE, README, INFO, COMMITS, CRATE}
)
TAGGED = (BAG_INFO, BAGIT, MANIFEST)
#: These may be deflated; everything else is stored.
PACKED = frozenset({COMMITS, CRATE})

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "heritage-desktop, VHB 1"

_MEDIA = re.compile(r"data/media/([0-9a-f]{2})/(\1[0-9a-f]{62})\Z")
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)\Z")


def media_name(sha256: str) -> str:
    """Return where an original lies in the bundle."""
    return f"data/media/{sha256[:2]}/{sha256}"


def media_hash(name: str) -> str | None:
    """Return the hash an original's name promises, None when it is no original."""
    found = _MEDIA.match(name)
    return found[2] if found else None


def manifest(hashes: Mapping[str, str]) -> bytes:
    """Return manifest lines, names ascending."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str]:
    """Read manifest lines; raises ValueError when they are not in the agreed form."""
    hashes: dict[str, str] = {}
    try:
        lines = data.decode("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError("its list of checksums cannot be read") from error
    for line in lines:
        found = _LINE.match(line)
        if not found:
            raise ValueError("its list of checksums cannot be read")
        hashes[found[2]] = found[1]
    if manifest(hashes) != data:
        raise ValueError("its list of checksums is not in the agreed form")
    return hashes


def bag_info(info: BundleInfo, sizes: Iterable[int]) -> bytes:
    """Return ``bag-info.txt`` for payload files of the given sizes."""
    listed = list(sizes)
    tags = {
        "Bag-Software-Agent": AGENT,
        "Bagging-Date": info.created[:10],
        "External-Identifier": info.id,
        "Payload-Oxum": f"{sum(listed)}.{len(listed)}",
        "Source-Organization": " ".join(info.team.split()),
    }
    return "".join(f"{tag}: {value}\n" for tag, value in tags.items() if value).encode()


def oxum(data: bytes) -> str:
    """Return the Payload-Oxum of a ``bag-info.txt``, empty when there is none."""
    for line in data.decode("utf-8", "replace").split("\n"):
        tag, _, value = line.partition(": ")
        if tag == "Payload-Oxum":
            return value
    return ""
