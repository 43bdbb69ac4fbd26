# SPDX-License-Identifier: Apache-2.0
"""Transcripts as files: read into the passages of a recording, written through the gate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.domain.passages import clock
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.exchange import transcripts as files
from heritage_desktop.exchange.passages import (
    Passage,
    Transcript,
    language_tag,
    neat,
    neat_name,
    with_ends,
)
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.media.bounded import Bounded, GaveUp
from heritage_desktop.services import passages
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.items import today
from heritage_desktop.storage import handouts, queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.fsops import write_durably
from heritage_desktop.storage.inventory import Inventory

DEADLINE_S = 30.0
_MOST_NAMED = 5
_HAN = "\u2e80"


@dataclass(slots=True)
class Reading:
    """What became of the passages of a file."""

    name: str
    added: int = 0
    completed: int = 0
    known: int = 0
    differing: tuple[int, ...] = ()  # when they begin; their words here were left alone
    strangers: tuple[str, ...] = ()  # who speaks and is no person of the inventory
    findings: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """Return what to tell the person, the most important first."""
        told = [
            ntr("{n} passage was added.", "{n} passages were added.", self.added)
            if self.added
            else tr("No passage was added.")
        ]
        if self.completed:
            told.append(ntr("{n} passage was completed.", "{n} passages were completed.",
                            self.completed))  # fmt: skip
        if self.known:
            told.append(ntr("{n} passage was here already.", "{n} passages were here already.",
                            self.known))  # fmt: skip
        if self.differing:
            times = _few([clock(ms, exact=False) for ms in self.differing])
            told.append(
                ntr("{n} passage has other words here, which were kept: {times}.",
                    "{n} passages have other words here, which were kept: {times}.",
                    len(self.differing), times=times)
            )  # fmt: skip
        if self.strangers:
            told.append(
                tr("Not among the people, so the name stands before the words: {names}.",
                   names=_few(self.strangers))
            )  # fmt: skip
        return [*told, *self.findings]


@dataclass(frozen=True, slots=True)
class WrittenTranscript:
    """How many passages left, and how many had to stay."""

    path: Path
    passages: int
    kept_back: int

    def sentences(self) -> list[str]:
        """Return what to tell the person."""
        told = [ntr("{n} passage was written.", "{n} passages were written.", self.passages)]
        if self.kept_back:
            told.append(
                ntr("{n} passage was kept back: it, or somebody in it, is not for them.",
                    "{n} passages were kept back: they, or somebody in them, are not for them.",
                    self.kept_back)
            )  # fmt: skip
        return told


def _few(words: Iterable[str]) -> str:
    every = list(words)
    shown = ", ".join(every[:_MOST_NAMED])
    return f"{shown} …" if len(every) > _MOST_NAMED else shown


def recording(inventory: Inventory, record: str) -> Media:
    """Return a recording or film, or the first of a record; raises HeritageError for none."""
    found = passages.recording_of(inventory, record)
    if found is None:
        raise HeritageError(tr("{id} has no recording; list the recordings.", id=record[:8]))
    return found


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording in the list of all; ``language`` is the code of what is spoken."""

    id: str
    name: str
    length_ms: int | None
    passages: int
    language: str
    shown_on: tuple[str, ...]


def recordings(inventory: Inventory) -> list[Recording]:
    """Return every recording and film, the oldest first, with what it is on."""
    count: Counter[str] = Counter(one.media or "" for one in inventory.all(Segment))
    targets: dict[str, list[str]] = defaultdict(list)
    for link in inventory.all(MediaLink):
        targets[link.media or ""].append(link.target or "")
    found = [one for one in inventory.all(Media) if one.media_type in passages.RECORDINGS]
    found.sort(key=lambda one: (one.taken.local if one.taken else "", one.id))
    return [
        Recording(
            one.id,
            queries.title_of(inventory, one.id),
            passages.length_of(inventory, one.id),
            count[one.id],
            one.language or "",
            tuple(queries.title_of(inventory, target) for target in sorted(targets[one.id])),
        )
        for one in found
    ]


def read_transcript(
    inventory: Inventory,
    media: str,
    path: Path,
    *,
    language: str = "",
    progress: Progress = silent,
) -> Reading:
    """Take the passages of a transcript file into a recording as one undoable change.

    ``language`` says what the words of the file are in where the file does not; other than the
    spoken one they become translations. What stands here is completed, never overwritten, so a
    file read twice adds nothing. Raises HeritageError with one sentence.
    """
    target = recording(inventory, media)
    progress(0, 0, path.name)
    said = _read_bounded(path, target.language or "")
    told = _in_language(said, path, target.language or "", language)
    people = _People(inventory.all(Person))
    inside, late = _within(told.passages, passages.length_of(inventory, target.id))
    if not inside:
        raise HeritageError(
            tr("{name} belongs to another recording: it begins after this one ends.",
               name=path.name)
        )  # fmt: skip
    findings = said.findings
    if late:
        findings += (
            ntr("{n} passage begins after the end of the recording; it was left out.",
                "{n} passages begin after the end of the recording; they were left out.", late),
        )  # fmt: skip
    report = Reading(path.name, findings=findings)
    with inventory.change(tr("Read transcript")) as change:
        taking = _Taking(change, target, passages.of(inventory, target.id), report)
        for done, one in enumerate(inside):
            if done % 50 == 0:
                progress(done, len(inside), path.name)
            taking.take(*people.known(one))
        progress(len(inside), len(inside), path.name)
    report.strangers = tuple(people.strangers)
    return report


def _read_bounded(path: Path, spoken: str) -> Transcript:
    with Bounded() as child:
        try:
            return child.run(files.read, path, spoken, deadline_s=DEADLINE_S)
        except GaveUp as error:
            raise HeritageError(tr("{name}: {why}.", name=path.name, why=str(error))) from error


def language_of_file(path: Path) -> str:
    """Return the language a file names, as players expect it: ``interview.en.srt``; or ''."""
    named = Path(path.stem).suffix.lstrip(".")
    return language_tag(named) if path.suffix.lower() != ".eaf" and len(named) < 8 else ""


def _in_language(said: Transcript, path: Path, spoken: str, asked: str) -> Transcript:
    """Move the words to the translations where they are not in the spoken language."""
    told = language_tag(asked) or said.language or language_of_file(path)
    if path.suffix.lower() == ".eaf" or not told or told == language_tag(spoken):
        return said
    moved = (
        replace(one, spoken="", translation={**one.translation, told: one.spoken})
        if one.spoken
        else one
        for one in said.passages
    )
    return replace(said, passages=tuple(moved))


def _within(passages: Iterable[Passage], length_ms: int | None) -> tuple[list[Passage], int]:
    """Return the passages that lie in the recording, ends cut to its end, and how many do not."""
    every = list(passages)
    if not length_ms:
        return every, 0
    kept = [one for one in every if one.begin_ms < length_ms]
    cut = [replace(one, end_ms=length_ms) if (one.end_ms or 0) > length_ms else one for one in kept]
    return cut, len(every) - len(kept)


class _People:
    """Finds people by the names a file gives; remembers those nobody here is called."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self.strangers: dict[str, None] = {}
        for person in people:
            for name in (*person.name.values(), person.romanised, person.pseudonym):
                if name:
                    self._by_name[_plain(name)].add(person.id)

    def known(self, one: Passage) -> tuple[Passage, str | None]:
        """Return a passage and who speaks; a name nobody has is put before the words."""
        found = self._by_name.get(_plain(one.speaker or one.tier), set())
        if len(found) == 1:
            return one, next(iter(found))
        if not one.speaker:
            return one, None
        self.strangers[one.speaker] = None
        if one.spoken:
            return replace(one, spoken=_named(one.speaker, one.spoken)), None
        before = {tag: _named(one.speaker, text) for tag, text in one.translation.items()}
        titled = {tag: _named(one.speaker, text) for tag, text in one.title.items()}
        return replace(one, translation=before, title=titled), None


def _plain(name: str) -> str:
    return neat_name(name).casefold()


def _named(name: str, text: str) -> str:
    return f"{name}：{text}" if any(char >= _HAN for char in text) else f"{name}: {text}"


class _Taking:
    """Puts passages beside those a recording has: the same are known, empty fields are filled."""

    def __init__(
        self, change: Change, media: Media, present: Iterable[Segment], report: Reading
    ) -> None:
        self._change, self._media, self._report = change, media, report
        self._present: dict[tuple[str, int], list[Segment]] = defaultdict(list)
        for one in present:
            self._present[one.sort or "part", one.start_ms or 0].append(one)

    def take(self, one: Passage, speaker: str | None) -> None:
        """Add a passage, complete the one that is here, or leave it alone."""
        here = self._present[one.sort, one.begin_ms]
        told = _told(one, speaker)
        for segment in here:
            missing = _missing(segment, told)
            if missing is not None:
                here.remove(segment)
                for name, value in missing.items():
                    self._change.set(Segment, segment.id, name, value)
                self._report.completed += bool(missing)
                self._report.known += not missing
                return
        other = next((s for s in here if _same_place(s, told)), None)
        if other is not None:
            here.remove(other)
            self._report.differing += (one.begin_ms,)
            return
        self._change.add(
            Segment(id="", media=self._media.id, sort=one.sort, start_ms=one.begin_ms, **told)
        )
        self._report.added += 1


def _told(one: Passage, speaker: str | None) -> dict[str, Any]:
    return {
        "end_ms": one.end_ms, "title": dict(one.title), "synopsis": dict(one.synopsis),
        "speaker": speaker, "spoken": one.spoken or None, "translation": dict(one.translation),
    }  # fmt: skip


def _missing(here: Segment, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the file says and we do not; None where the two contradict each other."""
    missing: dict[str, Any] = {}
    for name, value in told.items():
        stored = getattr(here, name)
        if isinstance(value, dict):
            new = {tag: text for tag, text in value.items() if not stored.get(tag)}
            if any(_differ(stored[tag], text) for tag, text in value.items() if tag not in new):
                return None
            if new:
                missing[name] = {**stored, **new}
        elif value in (None, ""):
            continue
        elif stored in (None, ""):
            missing[name] = value
        elif name == "end_ms" and here.sort == "line":
            continue  # another program may have closed a line a little elsewhere
        elif _differ(str(stored), str(value)):
            return None
    # An end that only follows from what comes next says nothing new.
    if set(missing) == {"end_ms"}:
        return {}
    return missing


def _differ(one: str, other: str) -> bool:
    return neat(one) != neat(other)


def _same_place(here: Segment, told: Mapping[str, Any]) -> bool:
    """Tell whether both are the same stretch of the same voice, with other words."""
    end, speaker = told["end_ms"], told["speaker"]
    return here.end_ms in (None, end) and (not speaker or here.speaker in (None, speaker))


def write_transcript(
    inventory: Inventory,
    media: str,
    path: Path,
    audience: str = "county",
    *,
    language: str = "",
) -> WrittenTranscript:
    """Write what ``audience`` may read of a recording; what it may not is a gap in time.

    ``language`` writes only that translation, as subtitles are. Raises HeritageError where
    nothing may leave, CannotWrite.
    """
    target = recording(inventory, media)
    form = files.format_of(path)
    gate = Gate(Audience(audience), gather(inventory), today=today())
    stored = passages.of(inventory, target.id)
    shown = [one for one in map(gate.words, stored) if one is not None]
    names = {
        one.id: neat_name(queries.localised(one.name))
        for one in map(gate.release, inventory.all(Person))
        if isinstance(one, Person)
    }
    told = [_passage(one, names) for one in shown]
    if language_tag(language) == language_tag(target.language or ""):
        language = ""
    if language and form.extension != "eaf":
        told = [_only(one, language_tag(language)) for one in told]
    told = form.holds(with_ends(told, passages.length_of(inventory, target.id)))
    if not told:
        raise HeritageError(
            tr("Nothing of this recording may leave for them as such a file, or nothing is "
               "written down yet.")
        )  # fmt: skip
    spoken = language_tag(language or target.language or "")
    sound = gate.release(target)
    called = (sound.original_name or "") if isinstance(sound, Media) else ""
    data = form.write(Transcript(tuple(told), spoken), neat_name(called))
    write_durably(path, partial(_put, data=data))
    left = {target.id, *(one.id for one in shown)}
    handouts.note(inventory, "export", path.name, audience, left)
    return WrittenTranscript(path, len(told), len(stored) - len(shown))


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _passage(one: Segment, names: Mapping[str, str]) -> Passage:
    return Passage(
        one.start_ms or 0, one.end_ms, one.sort or "part", names.get(one.speaker or "", ""),
        neat(one.spoken or ""), _texts(one.title), _texts(one.synopsis),
        _texts(one.translation),
    )  # fmt: skip


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {language_tag(tag) or tag: neat(text) for tag, text in texts.items() if text}


def _only(one: Passage, language: str) -> Passage:
    """Return a passage with its words in one language, as if they were spoken in it."""
    title = {tag: text for tag, text in one.title.items() if tag == language}
    spoken = one.translation.get(language, "")
    return replace(one, spoken=spoken, translation={}, title=title, synopsis={})
