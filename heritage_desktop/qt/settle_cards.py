# SPDX-License-Identifier: Apache-2.0
"""One difference on one page: what each wrote, who and when, what stood before, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.dates import is_edtf, show
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import MEMBER_KINDS, Kind, Spec
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.text_merge import Merged, changed_spans
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.pictures import cropped
from heritage_desktop.qt.position_sketch import PositionSketch, apart_words
from heritage_desktop.qt.readings import language_name, shown_value, shown_when, source_text
from heritage_desktop.qt.text_widgets import GrowingText
from heritage_desktop.services import settling
from heritage_desktop.services.settling import Question, Reason
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.settling import Background
from heritage_desktop.storage.timeline import Conflict, Version

PICTURE = QSize(112, 84)
#: From so many characters on, a text gets a box of its own with the differences marked.
LONG = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything a page shows, read away from the window's thread."""

    question: Question
    around: Background
    joined: Merged | None
    reasons: Sequence[Reason]
    teams: Mapping[str, str]
    names: Mapping[str, str]
    photo: Media | None

    def name_of(self, record: str) -> str:
        """Return the title of a record a value points to."""
        return self.names.get(record) or tr("Without a name")


def look(inventory: Inventory, question: Question) -> Seen:
    """Read what is known around a difference."""
    conflict = question.conflict
    around = settling.background(inventory, conflict)
    names, spec = {}, settling.spec_of(conflict)
    if spec is not None and spec.kind is Kind.REFERENCE:
        values = [version.value for version in conflict.versions] + [around.before]
        names = {str(one): queries.title_of(inventory, str(one)) for one in values if one}
    photos = [media for _, media in queries.media_of(inventory, conflict.root)]
    return Seen(
        question, around, settling.suggestion(conflict, around),
        settling.reasons(inventory, conflict), settling.teams(inventory), names,
        next((one for one in photos if one.media_type == "photo"), None),
    )  # fmt: skip


def field_title(conflict: Conflict) -> str:
    """Say which field it is, and in which language."""
    spec = settling.spec_of(conflict)
    if spec is None:
        return tr("Whether it stays") if conflict.field == EXISTENCE else conflict.field
    name = tr(spec.label)
    if spec.kind is Kind.LOCALISED and conflict.member:
        name = f"{name}, {language_name(conflict.member)}"
    entity = ENTITIES[conflict.entity]
    return name if conflict.record == conflict.root else f"{tr(entity.label)} · {name}"


def register_spec(spec: Spec) -> Spec:
    """Return a declaration for one register alone: one language of a text is long text."""
    return replace(spec, kind=Kind.LONG_TEXT) if spec.kind in MEMBER_KINDS else spec


def value_words(conflict: Conflict, value: Any, name_of: Callable[[str], str]) -> str:
    """Return a value as the form shows it; a date is read, too."""
    spec = settling.spec_of(conflict)
    if spec is None:
        return settling.words(conflict, value)
    said = shown_value(register_spec(spec), value, name_of)
    if isinstance(value, Position):
        said = f"{said}\n{source_text(value)}"
    if spec.kind is Kind.DATE and isinstance(value, str) and is_edtf(value):
        read = show(value, language())
        said = said if read == said else f"{said} ({read})"
    return said


def sentence(seen: Seen) -> str:
    """Say in plain words what happened and what holds until somebody has chosen."""
    conflict = seen.question.conflict
    if conflict.field == EXISTENCE:
        gone, kept = conflict.versions
        return tr(
            "{one} threw it away; {other} wrote on without knowing. It stays until you choose.",
            one=_who(gone, seen.teams), other=_who(kept, seen.teams),
        )  # fmt: skip
    if settling.is_guarded(conflict):
        return tr("They disagree on how closed it is. The closed one holds until you choose.")
    return tr("They wrote different things. Choose one; the others stay in the history.")


def _who(version: Version, teams: Mapping[str, str]) -> str:
    team = teams.get(version.replica, "")
    return " · ".join(part for part in (version.author, team) if part) or tr("Somebody")


class MarkedText(GrowingText):
    """A long text that cannot be edited, with what differs underlined and tinted."""

    def __init__(self, text: str, other: str) -> None:
        super().__init__(least=3, most=12)
        self.setReadOnly(True)
        self.setPlainText(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.spans = changed_spans(text, other)
        colours = theme.tokens().colours
        form = QTextCharFormat()
        form.setBackground(QColor(colours.warn_soft))
        form.setForeground(QColor(colours.ink))
        form.setFontUnderline(True)
        marks = []
        for begin, end in self.spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_utf16(text, begin))
            cursor.setPosition(_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        self.setExtraSelections(marks)


def _utf16(text: str, at: int) -> int:
    """Return a place in a text as Qt counts it: rare Chinese characters take two places."""
    return len(text[:at].encode("utf-16-le")) // 2


class ChoiceCard(QFrame):
    """What one person wrote; ``kept`` says that it is the answer."""

    kept = Signal()

    def __init__(self, number: int, version: Version, seen: Seen) -> None:
        super().__init__()
        conflict = seen.question.conflict
        theme.set_role(self, "card")
        self.text = value_words(conflict, version.value, seen.name_of)
        who = _who(version, seen.teams)
        space = theme.tokens().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.m, space.m, space.m)
        column.setSpacing(space.s)
        head = plain_label(f"{number} · {who}")
        head.setProperty("look", "strong")
        head.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(plain_label(shown_when(version.wall), "caption"))
        if version.op_id in seen.around.suspect:
            self.doubt = plain_label(tr("The clock of that laptop cannot be right."), "warn")
            self.doubt.setWordWrap(True)
            column.addWidget(self.doubt)
        column.addWidget(_value(conflict, version, self.text, seen), 1)
        words = tr("Keep this ({n})", n=number)
        if conflict.field == EXISTENCE:
            act = tr("Keep it") if version.value == "live" else tr("Move to the trash")
            words = f"{act} ({number})"
        keep = QPushButton(words)
        keep.setAutoDefault(False)
        keep.setAccessibleName(tr("Keep “{value}” by {who}", value=self.text[:80], who=who))
        keep.clicked.connect(self.kept)
        column.addWidget(keep)


def _value(conflict: Conflict, version: Version, text: str, seen: Seen) -> QWidget:
    others = [str(one.value) for one in conflict.versions if one.op_id != version.op_id]
    if seen.joined is not None and len(text) >= LONG:
        before = str(seen.around.before) if seen.around.before else others[0]
        return MarkedText(text, before)
    label = plain_label(text, "heading" if len(text) < LONG else "")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class DifferencePage(QWidget):
    """The record, the field, the cards side by side; ``chosen`` brings the number of a card."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        space = theme.tokens().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.m)
        head = QHBoxLayout()
        head.setSpacing(space.l)
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE)
        self.title, self.field = plain_label("", "title"), plain_label("", "heading")
        self.said = plain_label("", "muted")
        words = QVBoxLayout()
        words.setSpacing(space.xs)
        for label in (self.title, self.field, self.said):
            label.setWordWrap(True)
            words.addWidget(label)
        words.addStretch(1)
        head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column.addLayout(head)
        self.before = plain_label("", "muted")
        self.before.setWordWrap(True)
        column.addWidget(self.before)
        self._row = QHBoxLayout()
        self._row.setSpacing(space.m)
        column.addLayout(self._row)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        self.reasons = plain_label("")
        self.reasons.setWordWrap(True)
        column.addWidget(self.reasons)
        column.addStretch(1)
        self.cards: list[ChoiceCard] = []

    def show_seen(self, seen: Seen) -> None:
        """Show one difference."""
        question, conflict = seen.question, seen.question.conflict
        self.title.setText(question.title or tr("Without a name"))
        self.field.setText(field_title(conflict))
        self.said.setText(sentence(seen))
        self.before.setText(_before(seen))
        self.before.setVisible(bool(self.before.text()))
        self.reasons.setText("\n".join(
            tr("Reason of {who}, {on}: {text}", who=one.by or tr("Somebody"), on=one.on,
               text=one.text)
            for one in seen.reasons
        ))  # fmt: skip
        self.reasons.setVisible(bool(seen.reasons))
        self.picture.setVisible(seen.photo is not None)
        self.picture.setPixmap(QPixmap())
        empty_layout(self._row)
        empty_layout(self._below)
        self.cards = []
        for number, version in enumerate(conflict.versions, 1):
            card = ChoiceCard(number, version, seen)
            card.setMinimumHeight(160)
            card.kept.connect(lambda n=number: self.chosen.emit(n))
            self._row.addWidget(card, 1)
            self.cards.append(card)
        places = [v.value for v in conflict.versions if isinstance(v.value, Position)]
        if len(places) > 1:
            self._below.addWidget(PositionSketch(places))
            self._below.addWidget(plain_label(apart_words(places), "caption"))

    def show_picture(self, image: QImage) -> None:
        """Show the record's photo."""
        self.picture.setPixmap(QPixmap.fromImage(cropped(image, PICTURE)))


def _before(seen: Seen) -> str:
    if not seen.around.known:
        return ""
    conflict = seen.question.conflict
    if seen.around.before is None:
        return tr("Before, the field was empty.")
    text = value_words(conflict, seen.around.before, seen.name_of)
    shown = text if len(text) <= 300 else f"{text[:300]}…"
    return tr("What stood before: {text}", text=shown)
