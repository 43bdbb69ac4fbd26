# SPDX-License-Identifier: Apache-2.0
"""The parts of a bundle meant for people and archives; no program reads them back."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heritage_desktop.sync import bag
from heritage_desktop.sync.info import BundleInfo


@dataclass(frozen=True, slots=True)
class Original:
    """One original about to be written."""

    sha256: str
    path: Path
    size: int


#: Both languages always: the reader of a stick found in twenty years is not known.
_COUNTS = {
    "items": ("遗产项", "Heritage items"),
    "villages": ("村庄", "Villages"),
    "persons": ("人物", "People"),
    "visits": ("走访", "Visits"),
    "media": ("照片与录音", "Photos and recordings"),
    "media_bytes": ("照片与录音（字节）", "Photos and recordings, bytes"),
    "commits": ("修改记录", "Changes in the history"),
}

_MIME = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "heic": "image/heic", "heif": "image/heif", "avif": "image/avif",
    "tif": "image/tiff", "tiff": "image/tiff", "mp3": "audio/mpeg", "wav": "audio/wav",
    "m4a": "audio/mp4", "ogg": "audio/ogg", "flac": "audio/flac", "amr": "audio/amr",
    "mp4": "video/mp4", "mov": "video/quicktime", "pdf": "application/pdf",
}  # fmt: skip

_PAGE = """\
<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body {{ font: 16px/1.6 sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em }}
td {{ padding: .2em 1em .2em 0; vertical-align: top }}</style>
</head>
<body>
<h1>{title}</h1>
<p>这是一份乡村遗产清单的数据包，含全部修改记录与原始照片、录音。
请在 Heritage Desktop 中用“文件 &gt; 合并数据包”打开。请勿改动其中任何文件。</p>
<p lang="en">This is a bundle of a village heritage inventory: its whole history and the original
photos and recordings. Open it in Heritage Desktop with File &gt; Merge bundle. Change nothing in
it.</p>
<table>
{rows}</table>
<p>data/media/ 中的文件以其 SHA-256 命名；data/commits.jsonl 每行为一次修改（JSON）。</p>
<p lang="en">The files in data/media/ are named by their SHA-256; each line of data/commits.jsonl
is one change (JSON).</p>
</body>
</html>
"""


def readme(info: BundleInfo) -> bytes:
    """Return ``README.html``: who, when, how much; everything escaped, no script, no links."""
    lines = [
        ("队伍 · Team", info.team),
        *((f"名称 · Title ({language})", text) for language, text in sorted(info.title.items())),
        ("最近修改 · Last change", info.created.replace("T", " ")),
        ("编号 · Bundle", info.id),
        ("签名密钥 · Signed by", info.key),
    ]
    known = [key for key in _COUNTS if key in info.counts]
    others = sorted(key for key in info.counts if key not in _COUNTS)
    for key in [*known, *others]:
        lines.append((" · ".join(_COUNTS.get(key, (key,))), f"{info.counts[key]:,}"))
    rows = "".join(
        f"<tr><td>{html.escape(label)}</td><td>{html.escape(text)}</td></tr>\n"
        for label, text in lines
        if text
    )
    return _PAGE.format(title=html.escape(_title(info)), rows=rows).encode()


def crate(info: BundleInfo, originals: Sequence[Original]) -> bytes:
    """Return ``ro-crate-metadata.json`` (RO-Crate 1.2), the crate being ``data/``."""
    files = [
        _file(original.sha256, original.size, original.path.suffix[1:]) for original in originals
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": _title(info),
        "description": "History and originals of a village heritage inventory",
        "identifier": info.id,
        "datePublished": info.created[:10] or "1970-01-01",
        "license": {"@id": "#terms"},
        "hasPart": [{"@id": "commits.jsonl"}, *({"@id": file["@id"]} for file in files)],
    }
    terms = {
        "@id": "#terms",
        "@type": "CreativeWork",
        "name": "Not published",
        "description": "For those who keep the record; ask the sender before passing it on.",
    }
    history = {
        "@id": "commits.jsonl",
        "@type": "File",
        "name": "History, one commit a line",
        "encodingFormat": "application/jsonl",
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    made = {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [descriptor, root, terms, history, *files],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _title(info: BundleInfo) -> str:
    return " · ".join(text for text in (info.team, *info.title.values()) if text) or info.id


def _file(sha256: str, size: int, extension: str) -> dict[str, Any]:
    return {
        "@id": bag.media_name(sha256).removeprefix("data/"),
        "@type": "File",
        "contentSize": str(size),
        "encodingFormat": _MIME.get(extension.lower(), "application/octet-stream"),
        "sha256": sha256,
    }
