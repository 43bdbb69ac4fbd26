# SPDX-License-Identifier: Apache-2.0
"""The index and the transcript of a recording: its passages, the words and the form of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop import settings
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.domain.passages import LINE, MARK, PART, Timeline, end_of, following
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.index_menu import USUAL, LanguageMenu, ShiftDialog
from heritage_desktop.qt.passage_model import ID, SPOKEN, PassageModel, passage_table, share_width
from heritage_desktop.qt.passage_sheet import PassageSheet
from heritage_desktop.qt.stepping import Stepping
from heritage_desktop.qt.waveform import Span
from heritage_desktop.qt.words_pane import WordsPane
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import passages
from heritage_desktop.storage.inventory import Inventory, Touched
from heritage_desktop.storage.queries import localised

SHEET_WIDTH = 370
#: More passages than this written at once are read again as a whole.
FEW = 40
COLUMNS = (SPOKEN, *USUAL)


class IndexEditor(QWidget):
    """Every edit is a change; ``told`` brings what went wrong, ``renewed`` that passages differ.

    ``now`` says where the player is, in milliseconds: verbs act there.
    """

    told = Signal(str)
    noted = Signal(str)
    renewed = Signal()
    chosen_changed = Signal()
    played = Signal()
    _touched = Signal(object)

    def __init__(self, inventory: Inventory, media: Media, now: Callable[[], int]) -> None:
        super().__init__()
        self.inventory, self.media, self.now = inventory, media, now
        self.autosave, self.steps = Autosave(inventory, self), Stepping(inventory, self)
        self.steps.failed.connect(self.told)
        self.model = PassageModel(inventory, self)
        self.chosen = ""
        self.length = passages.length_of(inventory, media.id)
        self._heard: list[Timeline] = []
        self._drafts = [draft for draft in inventory.drafts() if draft.entity == "segment"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens().space.s)
        column.addLayout(self._verbs())
        column.addWidget(self._panes(), 1)
        self.table.selectionModel().currentRowChanged.connect(self.on_current)
        self.table.doubleClicked.connect(lambda _index: self.played.emit())
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        # Other windows and jobs store in other threads: a signal brings the news to this one.
        self._touched.connect(self.on_touched)
        self._stop = inventory.subscribe(self._touched.emit)

    # Building

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.s)
        for words, keys, act in (
            (tr("Next line"), "Ctrl+Return", self.next_line),
            (tr("Begins here"), "Ctrl+[", partial(self.set_time, "start_ms")),
            (tr("Ends here"), "Ctrl+]", partial(self.set_time, "end_ms")),
            (tr("Part from here"), "Ctrl+I", self.part_here),
            (tr("Mark"), "F9", self.mark),
            (tr("Cut here"), "Ctrl+K", self.split),
            (tr("Join with the next"), "Ctrl+Shift+K", self.join),
            (tr("Undo"), "Ctrl+Z", self.undo),
            (tr("Redo"), "Ctrl+Shift+Z", self.redo),
        ):
            row.addWidget(self._button(words, keys, act))
        row.addStretch(1)
        languages = QPushButton(tr("Languages"))
        languages.setAutoDefault(False)
        self.languages = LanguageMenu(lambda: self.model.columns, self._used, self)
        self.languages.chosen.connect(self.choose_columns)
        languages.setMenu(self.languages)
        more = QToolButton()
        theme.set_icon(more, "more")
        more.setAccessibleName(tr("More"))
        more.setToolTip(tr("More"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more = QMenu(self)
        self.more.addAction(tr("Move all times…")).triggered.connect(self.ask_shift)
        delete = self.more.addAction(tr("Delete the chosen passages"))
        delete.triggered.connect(self.remove)
        more.setMenu(self.more)
        row.addWidget(languages)
        row.addWidget(more)
        return row

    def _button(self, words: str, keys: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in its text
        sequence = QKeySequence(keys)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.clicked.connect(lambda _checked=False: act())
        QShortcut(sequence, self).activated.connect(lambda: act())
        return button

    def _panes(self) -> QSplitter:
        self.table = passage_table(self.model)
        self.words = WordsPane(self.autosave)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens().space.s)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        self.sheet = PassageSheet(self.autosave)
        area = QScrollArea()
        area.setObjectName("formPage")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        sheet = QVBoxLayout(inside)
        sheet.setContentsMargins(12, 0, 12, 12)
        sheet.addWidget(self.sheet)
        sheet.addStretch(1)
        area.setWidget(inside)
        area.setMinimumWidth(SHEET_WIDTH - 60)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(area)
        split.setStretchFactor(0, 1)
        split.setSizes([900, SHEET_WIDTH])
        split.setChildrenCollapsible(False)
        self.show_columns(self._stored_columns())
        return split

    # What is shown

    def show_passages(self) -> None:
        """Read all passages and show them."""
        self.model.show(passages.of(self.inventory, self.media.id))
        self._renew_timelines()
        ids = [one.id for one in self.model.passages]
        drafted = [draft.record for draft in self._drafts if draft.record in ids]
        wanted = self.chosen if self.chosen in ids else next(iter((*drafted, *ids)), "")
        self.choose(wanted)

    def _renew_timelines(self) -> None:
        shown = self.model.passages
        self._heard = [Timeline(shown, sort, self.length) for sort in (LINE, PART)]
        self.renewed.emit()

    def choose(self, passage: str) -> None:
        """Choose a passage in the table; '' chooses none."""
        row = self.model.row_of(passage)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))
        wanted = passage if row >= 0 else ""
        if wanted != self.chosen or not wanted:
            self._show_chosen(wanted)

    def on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        """Show another passage in the form and the words."""
        self._show_chosen(str(now.data(ID)) if now.isValid() else "")

    def _show_chosen(self, passage: str) -> None:
        self.chosen = passage
        self.chosen_changed.emit()
        row = self.model.row_of(passage)
        one = self.model.passages[row] if row >= 0 else None
        self.words.show_passage(one)
        self.sheet.setVisible(one is not None)
        if one is None:
            self.sheet.commit_all()
            return
        self.sheet.show_passage(one)
        mine = [draft for draft in self._drafts if draft.record == passage]
        if mine:
            self._drafts = [draft for draft in self._drafts if draft.record != passage]
            self.autosave.drafts_of(passage)
            self.words.show_drafts(mine)
            self.sheet.show_drafts(mine)
            self.noted.emit(tr("Text that was being typed is back; leave the field to keep it."))

    def show_length(self, ms: int) -> None:
        """Take over how long the recording is, where its record does not say."""
        if self.length is None:
            self.length = ms
            self._renew_timelines()

    def show_heard(self, ms: int, *, follow: bool) -> None:
        """Mark what is heard at a moment; ``follow`` keeps it in sight."""
        heard = next((found for line in self._heard if (found := line.at(ms))), None)
        before = self.model.heard
        row = self.model.set_heard(heard.id if heard else "")
        if follow and heard is not None and heard.id != before:
            self.table.scrollTo(self.model.index(row, 0))

    @property
    def passage(self) -> Segment | None:
        """The chosen passage."""
        row = self.model.row_of(self.chosen)
        return self.model.passages[row] if row >= 0 else None

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Show the words in these languages beside each other."""
        self.model.show_columns(columns)
        share_width(self.table)
        self.words.show_columns(columns)

    def choose_columns(self, columns: tuple[str, ...]) -> None:
        """Show these languages from now on, here and in later recordings."""
        self.show_columns(columns)
        self._store().setValue("sound/languages", " ".join(columns[1:]) or "-")

    def _used(self) -> set[str]:
        return {tag for one in self.model.passages for tag in one.translation}

    def _store(self) -> QSettings:
        return QSettings(str(settings.config_dir() / "layout.ini"), QSettings.Format.IniFormat)

    def _stored_columns(self) -> tuple[str, ...]:
        stored = str(self._store().value("sound/languages", "")).split()
        if stored == ["-"]:
            return (SPOKEN,)
        return (SPOKEN, *stored) if stored else COLUMNS

    def on_touched(self, touched: Touched) -> None:
        """Show what was written here or elsewhere, and what an undo took back."""
        if any(entity != "segment" for entity, _ in touched):
            self.sheet.forget_choices()
        changed = {record for entity, record in touched if entity == "segment"}
        if not changed:
            return
        if len(changed) > FEW:
            self.show_passages()
            return
        now = {one: self._read(one) for one in changed}
        mine = {name: one for name, one in now.items()
                if one is not None or self.model.row_of(name) >= 0}  # fmt: skip
        self.model.renew(mine)
        self._renew_timelines()
        if self.chosen in mine:
            self._show_chosen(self.chosen if mine[self.chosen] else "")

    def _read(self, passage: str) -> Segment | None:
        one = self.inventory.get(Segment, passage)
        if one is None or one.media != self.media.id:
            return None
        return None if self.inventory.is_trashed(Segment, passage) else one

    # Verbs

    def _do(self, act: Callable[[], object]) -> Segment | None:
        """Store what is being typed, do one verb, choose what it made; tell why it cannot be."""
        self.commit()
        self.told.emit("")
        try:
            made = act()
        except HeritageError as error:
            self.told.emit(str(error))
            return None
        if not isinstance(made, Segment):
            return None
        self.choose(made.id)
        return made

    def commit(self) -> None:
        """Store what is being typed."""
        self.words.commit_all()
        self.sheet.commit_all()

    def next_line(self) -> None:
        """End the chosen line here and begin the next."""
        now, media = self.now(), self.media.id
        if self._do(lambda: passages.next_line(self.inventory, media, now, self.chosen)):
            self.words.focus()

    def set_time(self, field: str) -> None:
        """Let the chosen passage begin or end here."""
        one, now = self.passage, self.now()
        if one is not None:
            self._do(lambda: passages.move(self.inventory, one.id, **{field: now}))

    def part_here(self) -> None:
        """Begin a part here; a mark that is chosen becomes one."""
        one, now = self.passage, self.now()
        mark = one.id if one is not None and one.sort == MARK else ""
        if self._do(lambda: passages.part_here(self.inventory, self.media.id, now, mark)):
            self.sheet.focus_field("segment", "title")

    def mark(self) -> None:
        """Mark this moment; what is being typed stays chosen."""
        now, chosen = self.now(), self.chosen
        self._do(lambda: passages.mark(self.inventory, self.media.id, now))
        if chosen:
            self.choose(chosen)

    def split(self) -> None:
        """Cut the chosen passage here; words after the cursor go to the second half."""
        one, now, cut = self.passage, self.now(), self.words.place()
        if one is not None:
            self._do(lambda: passages.split(self.inventory, one.id, now, cut))

    def join(self) -> None:
        """Join the chosen passage with the next."""
        one = self.passage
        if one is not None:
            self._do(lambda: passages.join(self.inventory, one.id))

    def remove(self) -> None:
        """Move the chosen passages to the trash; undo brings them back."""
        rows = self.table.selectionModel().selectedRows()
        ids = [str(index.data(ID)) for index in rows] or [self.chosen]
        after = max((index.row() for index in rows), default=-1) + 1
        left = [one.id for one in self.model.passages[after:]][:1]
        self._do(lambda: passages.remove(self.inventory, filter(None, ids)))
        self.choose(left[0] if left else next((p.id for p in self.model.passages[-1:]), ""))

    def ask_shift(self) -> None:
        """Ask by how much all passages are to be moved, and move them away from the window."""
        self.commit()
        one, media = self.passage, self.media.id
        dialog = ShiftDialog(self.now() - (one.start_ms or 0) if one is not None else 0, self)
        if dialog.exec() and dialog.by_ms:
            WorkDialog(
                tr("Move all times"),
                lambda _progress: passages.shift(self.inventory, media, dialog.by_ms),
                lambda n: ntr("{n} passage was moved.", "{n} passages were moved.", n),
                self,
            ).open()

    def undo(self) -> None:
        """Take the last step back that was done at the desk."""
        self._do(self.steps.undo)

    def redo(self) -> None:
        """Do it again."""
        self._do(self.steps.redo)

    def stretch(self) -> tuple[int, int] | None:
        """Return begin and end of the chosen passage, None for a mark or none."""
        one = self.passage
        if one is None or one.sort == MARK:
            return None
        after = following(self.model.passages, one)
        return one.start_ms or 0, end_of(one, after, self.length)

    def step(self, by: int) -> Segment | None:
        """Choose the next or the previous passage and return it; a cursor in its text stays so."""
        row = self.model.row_of(self.chosen) + by
        if not 0 <= row < len(self.model.passages):
            return None
        at = self.focusWidget()
        typing = at is not None and self.words.isAncestorOf(at)
        self.choose(self.model.passages[row].id)
        if typing:
            self.words.focus()
        return self.passage

    def close_editor(self) -> None:
        """Store what was typed and listen to the inventory no longer."""
        self.commit()
        self.autosave.flush()
        self.steps.close()
        self._stop()


def spans_of(shown: Sequence[Segment], length: int | None) -> list[Span]:
    """Return passages in their order as the waveform draws them."""
    last: dict[str, Segment] = {}
    made = []
    for one in reversed(shown):  # the next of each sort is known when going back
        sort = one.sort or ""
        end = end_of(one, last.get(sort), length)
        made.append(Span(one.id, sort, one.start_ms or 0, end, localised(one.title)))
        last[sort] = one
    return made[::-1]
