# SPDX-License-Identifier: Apache-2.0
"""SubRip .srt and WebVTT .vtt (W3C), read as they are found and written as they are specified.

Own code: the published readers want to be told the encoding, drop who speaks, or take every
bracket for markup; and each is shorter than what would have to be put around it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from heritage_desktop.exchange.passages import (
    LONGEST_TEXT,
    MOST_PASSAGES,
    BadTranscript,
    Passage,
    Transcript,
    language_tag,
    language_written,
    neat,
    neat_name,
    settled,
    too_long,
    too_many,
    with_ends,
)
from heritage_desktop.i18n import tr

_CLOCK = r"(-?(?:\d{1,6}:)?\d{1,6}:\d{1,6}(?:[.,]\d{1,9})?)"
_TIMES = re.compile(rf"[ \t]{{0,99}}{_CLOCK}[ \t]{{0,99}}-->[ \t]{{0,99}}{_CLOCK}(?![\d:.,])")
_NUMBER = re.compile(r"\s{0,99}\d{1,12}\s{0,99}\Z")
#: What players of .srt take for markup; any other bracket is a bracket.
_SRT_MARKUP = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^<>]{0,200})?>|\{\\[^{}]{0,200}\}", re.I)
_VTT_TOKEN = re.compile(r"(<[^<>]{0,500}>)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: A blank line would end the passage; a line of this is as blank to the eye.
_BLANK = "\u00a0"


def decoded(data: bytes) -> str:
    """Return the text of a subtitle file: UTF-8, UTF-16 or GB 18030, with or without a mark.

    Line ends become line feeds. Raises BadTranscript.
    """
    marks = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
    marked = next((name for mark, name in marks if data.startswith(mark)), "")
    if b"\0" in data[:2000] and not marked:
        little = data[1:2000:2].count(0) >= data[:2000:2].count(0)
        marked = "utf-16-le" if little else "utf-16-be"
    for name in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BadTranscript(tr("it is no text; save it as UTF-8 and read it again."))


def read_srt(data: bytes, spoken: str = "") -> Transcript:
    """Return the passages of an .srt file; all its words count as spoken. Raises BadTranscript."""
    lines = decoded(data).split("\n")
    cues = list(_timings(lines))
    # Files without numbers are common; only where they are usual is a last number not a word.
    numbered = sum(_is_number(lines, at) for at, _, _ in cues) * 2 > len(cues)
    found = []
    for place, (at, begin, end) in enumerate(cues):
        stop = cues[place + 1][0] if place + 1 < len(cues) else len(lines)
        if numbered and stop < len(lines) and _is_number(lines, stop):
            stop -= 1
        text = _SRT_MARKUP.sub("", _short(lines[at + 1 : stop]))
        found.append(Passage(begin, end, spoken=_seen(text)))
    findings: list[str] = []
    return Transcript(settled(found, findings), "", tuple(findings))


def _timings(lines: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield line number, begin and end of every passage."""
    count = 0
    for number, line in enumerate(lines):
        times = _times(line)
        if times:
            count += 1
            if count > MOST_PASSAGES:
                raise too_many()
            yield number, *times


def _times(line: str) -> tuple[int, int] | None:
    found = _TIMES.match(line) if "-->" in line[:200] else None
    return (_ms(found[1]), _ms(found[2])) if found else None


def _ms(clock: str) -> int:
    """Return milliseconds; a time before the beginning stays negative, to be told of."""
    whole, _, part = clock.lstrip("-").replace(",", ".").partition(".")
    seconds = 0
    for unit in whole.split(":"):
        seconds = seconds * 60 + int(unit)
    ms = seconds * 1000 + int((part or "0")[:3].ljust(3, "0"))
    return -ms if clock.startswith("-") else ms


def _is_number(lines: list[str], at: int) -> bool:
    return at > 0 and bool(_NUMBER.match(lines[at - 1]))


def _short(lines: list[str]) -> str:
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise too_long()
    return "\n".join(lines)


def _seen(text: str) -> str:
    """Return a text with its blank lines blank again."""
    return neat("\n".join("" if line == _BLANK else line for line in text.split("\n")))


def write_srt(transcript: Transcript, media_name: str) -> bytes:
    """Return an .srt file: numbers, times and the words of the lines, one language."""
    blocks = [
        f"{number}\n{_clock(one.begin_ms, ',')} --> {_clock(one.end_ms or 0, ',')}\n{text}\n"
        for number, (one, text) in enumerate(
            ((one, _held(_plain(one))) for one in _lines(transcript)), 1
        )
    ]
    return "\n".join(blocks).encode()


def _lines(transcript: Transcript) -> list[Passage]:
    lines = [one for one in transcript.passages if one.sort == "line"]
    return [one for one in with_ends(lines) if _plain(one)]


def _plain(one: Passage) -> str:
    return one.spoken or next((text for _, text in sorted(one.translation.items()) if text), "")


def _held(text: str) -> str:
    """Return a text that cannot be taken for the end of its passage, a time or markup."""
    text = _SRT_MARKUP.sub(lambda found: found[0].replace("<", "‹").replace("{", "｛"), neat(text))
    text = text.replace("-->", "→")
    return "\n".join(line if line.strip() else _BLANK for line in text.split("\n"))


def _clock(ms: int, point: str) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{ms:03d}"


def read_vtt(data: bytes, spoken: str = "") -> Transcript:
    """Return the passages of a .vtt file with who speaks; raises BadTranscript.

    Text in ``<lang …>`` is a translation where that is not the file's own language.
    """
    lines = decoded(data).split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|\Z)", lines[0][:7]):
        raise BadTranscript(tr("it does not begin with WEBVTT, as such a file must."))
    head = lines.index("") if "" in lines else len(lines)
    header = dict(line[:200].partition(":")[::2] for line in lines[1:head] if "-->" not in line)
    language = language_tag(header.get("Language", ""))
    chapters = header.get("Kind", "").strip().lower() == "chapters"
    found: list[Passage] = []
    for at, begin, end in _timings(lines):
        stop = at + 1
        while stop < len(lines) and lines[stop] and "-->" not in lines[stop]:
            stop += 1
        for one in _voices(Passage(begin, end), _short(lines[at + 1 : stop]), language):
            if chapters:
                own = {language or language_written(one.spoken): one.spoken} if one.spoken else {}
                one = Passage(begin, end, "part", title={**own, **one.translation})
            found.append(one)
        if len(found) > MOST_PASSAGES:
            raise too_many()
    findings: list[str] = []
    return Transcript(settled(found, findings), language, tuple(findings))


def _voices(empty: Passage, text: str, language: str) -> Iterator[Passage]:
    """Yield what each voice of one passage says, in the languages it is given in."""
    speaker, tongue = "", ""
    said: dict[str, list[str]] = {}
    for token in _VTT_TOKEN.split(text):
        tag = token[1:-1] if token[:1] == "<" and token[-1:] == ">" else None
        if tag is None:
            said.setdefault(tongue, []).append(_unescaped(token))
        elif re.match(r"v[.\s]", tag):
            if any("".join(parts).strip() for parts in said.values()):
                yield _said(empty, speaker, said)
            speaker, said = neat_name(_unescaped(_annotation(tag))), {}
        elif re.match(r"lang[.\s]", tag):
            told = language_tag(_annotation(tag))
            tongue = "" if told == language else told
        elif tag == "/lang":
            tongue = ""
    yield _said(empty, speaker, said)


def _annotation(tag: str) -> str:
    """Return what stands after the name and the classes of a tag."""
    return tag.partition(" ")[2].strip()


def _said(empty: Passage, speaker: str, said: dict[str, list[str]]) -> Passage:
    texts = {tongue: _seen("".join(parts)) for tongue, parts in said.items()}
    spoken = texts.pop("", "")
    translation = {tongue: text for tongue, text in texts.items() if text}
    return replace(empty, speaker=speaker, spoken=spoken, translation=translation)


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def write_vtt(transcript: Transcript, media_name: str) -> bytes:
    """Return a .vtt file: the lines with who speaks and translations, or else the index."""
    lines = _lines(transcript)
    parts = [] if lines else [one for one in transcript.passages if one.sort == "part"]
    head = ["WEBVTT"]
    head += ["Kind: chapters"] if parts else []
    head += [f"Language: {transcript.language}"] if transcript.language and lines else []
    blocks = ["\n".join(head) + "\n"]
    for one in lines or with_ends(parts):
        text = _voiced(one) if lines else _titled(one)
        times = f"{_clock(one.begin_ms, '.')} --> {_clock(one.end_ms or 0, '.')}"
        blocks.append(f"{times}\n{text}\n")
    return "\n".join(blocks).encode()


def _voiced(one: Passage) -> str:
    texts = [_escaped(one.spoken)] if one.spoken else []
    texts += _tongues(one.translation.items())
    voice = f"<v {_escaped(one.speaker)}>" if one.speaker else ""
    return voice + "\n".join(texts)


def _titled(one: Passage) -> str:
    return "\n".join(_tongues(one.title.items()))


def _tongues(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"<lang {tag}>{_escaped(text)}</lang>" for tag, text in sorted(texts) if text)


def _escaped(text: str) -> str:
    safe = neat(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "\n".join(line if line.strip() else "&nbsp;" for line in safe.split("\n"))
