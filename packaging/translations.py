# SPDX-License-Identifier: Apache-2.0
"""Keep the translation catalogues true: extract new texts, compile, or check that both were done.

python packaging/translations.py extract | compile | --check
"""

from __future__ import annotations

import argparse
import ast
import string
import struct
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
Msgid = str | tuple[str, str]


def texts_in_python(source: str) -> Iterator[Msgid]:
    """Yield the literal texts given to ``tr`` and ``ntr`` in one module."""
    for node in ast.walk(ast.parse(source)):
        yield from _declared_texts(node)
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        wanted = {"tr": 1, "ntr": 2}.get(name or "", 0)
        words = [
            argument.value
            for argument in node.args[:wanted]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if wanted == len(words) == 1:
            yield words[0]
        elif wanted == len(words) == 2:
            yield words[0], words[1]


def _declared_texts(node: ast.AST) -> Iterator[str]:
    """Yield the words of declared fields and entities, and of what is found in a photo."""
    found: list[ast.expr | None] = []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in ("declared", "Finding"):
            found += node.args[1:2]
        if node.func.id == "declared":
            found += [word.value for word in node.keywords if word.arg in ("hint", "group")]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        found += [node.value] if node.target.id == "label" else []
    for word in found:
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            yield word.value


def texts_in_form(source: str) -> Iterator[str]:
    """Yield the translatable strings of one Qt Designer form."""
    for node in ET.fromstring(source).iter("string"):
        if node.text and node.get("notr") != "true" and any(map(str.isalpha, node.text)):
            yield node.text


def found_texts() -> dict[Msgid, list[tuple[str, int]]]:
    """Return every text of the program with the files it appears in."""
    found: dict[Msgid, list[tuple[str, int]]] = {}
    sources = [*sorted((ROOT / "heritage_desktop").rglob("*.py")), *sorted(ROOT.glob("ui/*.ui"))]
    for file in sources:
        if "forms" in file.parts:
            continue
        source = file.read_text(encoding="utf-8")
        texts = texts_in_form(source) if file.suffix == ".ui" else texts_in_python(source)
        place = (file.relative_to(ROOT).as_posix(), 0)
        for text in texts:
            places = found.setdefault(text, [])
            if text and place not in places:
                places.append(place)
    found.pop("", None)
    return found


def languages() -> list[Path]:
    """Return the catalogue sources, one per language."""
    return sorted(LOCALE.glob("*.po"))


def read(po: Path) -> Catalog:
    """Read one catalogue; the language is the file's name."""
    with po.open("rb") as file:
        return read_po(file, locale=po.stem)


def messages(catalogue: Catalog) -> list[Message]:
    """Return the messages without the header."""
    return [message for message in catalogue if message.id]


def forms(text: object) -> list[str]:
    """Return the plural forms of a text or translation, a single one for most."""
    return [part or "" for part in text] if isinstance(text, tuple | list) else [str(text or "")]


def key(msgid: object) -> str:
    """Return what a message is filed under: its singular."""
    return forms(msgid)[0]


def extract() -> None:
    """Add missing texts with an empty translation; nothing already there is touched or removed."""
    found = found_texts()
    for po in languages():
        catalogue = read(po)
        known = {key(message.id): message for message in messages(catalogue)}
        new = 0
        for msgid, places in found.items():
            old = known.get(key(msgid))
            if old is None:
                catalogue.add(msgid, locations=places)
                new += 1
            elif isinstance(msgid, tuple) and not isinstance(old.id, tuple | list):
                catalogue.add(msgid, (old.string,), locations=places)
            else:
                old.locations = list(places)
        catalogue.revision_date = datetime.now(UTC)
        with po.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, include_lineno=False)
        print(f"{po.name}: {new} new, {len(untranslated(catalogue))} to translate")


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts whose translation is empty or was only guessed."""
    return [
        key(message.id)
        for message in messages(catalogue)
        if message.fuzzy or not all(forms(message.string))
    ]


def placeholders(text: str) -> set[str]:
    """Return the ``{names}`` of a text; ``{n}`` is free to be absent in a plural form."""
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def misfits(catalogue: Catalog) -> list[str]:
    """Return the texts whose translation has other ``{places}`` than the source."""
    wrong = []
    for message in messages(catalogue):
        sources, strings = forms(message.id), forms(message.string)
        allowed = set().union(*map(placeholders, sources))
        free = {"n"} if len(sources) > 1 else set()
        if any(text and placeholders(text) - free != allowed - free for text in strings):
            wrong.append(key(message.id))
    return wrong


def mo_path(po: Path) -> Path:
    """Return where the compiled catalogue of ``po`` belongs."""
    return LOCALE / po.stem / "LC_MESSAGES" / "heritage.mo"


def compiled(po: Path) -> bytes:
    """Return the compiled catalogue (GNU .mo), the same bytes on every machine and every day.

    Written here because the library puts dates and its own version into the header.
    """
    catalogue = read(po)
    header = f"Language: {po.stem}\nContent-Type: text/plain; charset=UTF-8\n"
    pairs = [("", f"{header}Plural-Forms: {catalogue.plural_forms}\n")]
    for message in messages(catalogue):
        if not message.fuzzy and all(forms(message.string)):
            pairs.append(("\0".join(forms(message.id)), "\0".join(forms(message.string))))
    pairs.sort(key=lambda pair: pair[0].encode())
    return packed([key.encode() for key, _ in pairs], [text.encode() for _, text in pairs])


def packed(keys: list[bytes], texts: list[bytes]) -> bytes:
    """Lay out sorted keys and texts as a .mo file without a hash table."""
    count = len(keys)
    offset = 28 + 16 * count
    index, body = b"", b""
    for entry in [*keys, *texts]:
        index += struct.pack("<II", len(entry), offset + len(body))
        body += entry + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, offset)
    return head + index + body


def compile_all() -> None:
    """Write every compiled catalogue."""
    for po in languages():
        target = mo_path(po)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(compiled(po))
        print(f"{target.relative_to(ROOT)}: written")


def problems() -> list[str]:
    """Return one sentence for each thing that must be mended before a release."""
    said = []
    texts = {key(text) for text in found_texts()}
    for po in languages():
        catalogue = read(po)
        known = {key(message.id) for message in messages(catalogue)}
        said += [f"{po.name}: not in the catalogue: {text!r}" for text in sorted(texts - known)]
        said += [f"{po.name}: not translated: {text!r}" for text in untranslated(catalogue)]
        said += [f"{po.name}: other {{places}} than the source: {t!r}" for t in misfits(catalogue)]
        target = mo_path(po)
        if not target.exists() or target.read_bytes() != compiled(po):
            said.append(f"{po.name}: the compiled catalogue is stale; run: translations.py compile")
    return said


def main(arguments: list[str] | None = None) -> int:
    """Run one step; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", nargs="?", choices=["extract", "compile"])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    if options.step == "extract":
        extract()
    elif options.step == "compile":
        compile_all()
    elif not options.check:
        parser.error("say extract, compile or --check")
    said = problems() if options.check else []
    print("\n".join(said) if said else "ok")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
