# SPDX-License-Identifier: Apache-2.0
"""What kind of file this is, by its first bytes; the name only tells RAW flavours apart."""

from __future__ import annotations

_HEADS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"GIF8", "image/gif", "gif"),
    (8, b"WEBP", "image/webp", "webp"),
    (8, b"WAVE", "audio/wav", "wav"),
    (0, b"fLaC", "audio/flac", "flac"),
    (0, b"OggS", "audio/ogg", "ogg"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (0, b"\xff\xf3", "audio/mpeg", "mp3"),
    (0, b"#!AMR", "audio/amr", "amr"),
    (0, b"%PDF-", "application/pdf", "pdf"),
    (0, b"II*\0", "image/tiff", "tif"),
    (0, b"MM\0*", "image/tiff", "tif"),
    (0, b"IIU\0", "image/x-panasonic-rw2", "rw2"),
    (0, b"IIRO", "image/x-olympus-orf", "orf"),
    (0, b"FUJIFILMCCD-RAW", "image/x-fuji-raf", "raf"),
)
_BRANDS = {
    b"heic": ("image/heic", "heic"), b"heix": ("image/heic", "heic"),
    b"hevc": ("image/heic", "heic"), b"mif1": ("image/heif", "heif"),
    b"msf1": ("image/heif", "heif"), b"avif": ("image/avif", "avif"),
    b"qt  ": ("video/quicktime", "mov"), b"M4A ": ("audio/mp4", "m4a"),
    b"crx ": ("image/x-canon-cr3", "cr3"),
}  # fmt: skip
RAW_SUFFIXES = {"dng", "nef", "arw", "cr2", "orf", "rw2", "pef", "srw", "nrw", "raf", "cr3"}
HEAD_BYTES = 32


def sniff(head: bytes, name: str = "") -> tuple[str, str] | None:
    """Return (mime, extension) for the first bytes of a file, None when it is no known kind."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], ("video/mp4", "mp4"))
    for offset, magic, mime, extension in _HEADS:
        if head[offset : offset + len(magic)] == magic:
            suffix = name.rpartition(".")[2].lower()
            if mime == "image/tiff" and suffix in RAW_SUFFIXES:
                return f"image/x-{suffix}", suffix
            return mime, extension
    return None


def media_type(mime: str) -> str:
    """Return photo, audio, video, document or other."""
    kind = mime.partition("/")[0]
    return {"image": "photo", "audio": "audio", "video": "video", "application": "document"}.get(
        kind, "other"
    )
