# SPDX-License-Identifier: Apache-2.0
"""The form of one passage: its times, what it is about, and who may hear it."""

from __future__ import annotations

from collections.abc import Sequence

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Segment
from heritage_desktop.domain.passages import LINE, MARK
from heritage_desktop.qt import references
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_sheet import FieldSheet, Key
from heritage_desktop.qt.term_widgets import Choice
from heritage_desktop.services import passages

_TIMES = frozenset({"start_ms", "end_ms"})
#: What is not asked: a line is its words, and a mark becomes a part where it says more.
_NOT_OF = {
    LINE: frozenset({"title", "synopsis"}),
    MARK: frozenset({"end_ms", "synopsis", "people", "place", "about"}),
}


class PassageSheet(FieldSheet):
    """Edits a passage but for its words; times are checked against the recording."""

    def __init__(self, autosave: Autosave) -> None:
        self._choices: dict[str, Sequence[Choice]] = {}
        around = Surroundings(
            references=self._offered,
            create=lambda target, text: references.create(autosave.inventory, target, text),
        )
        super().__init__([Segment], around, autosave, folded=False,
                         hidden={"sort", "spoken", "translation"})  # fmt: skip

    def show_passage(self, one: Segment) -> None:
        """Show a passage with the fields that its sort has."""
        self.show_records(one.id, {"segment": one})
        for (_, field), row in self.rows.items():
            row.set_shown(field not in _NOT_OF.get(one.sort or "", frozenset()))

    def _offered(self, target: str) -> Sequence[Choice]:
        """Going from line to line must not read all people and items each time."""
        if target not in self._choices:
            self._choices[target] = references.choices(self.autosave.inventory, target, "")
        return self._choices[target]

    def forget_choices(self) -> None:
        """People or items may have been written: read them again when they are next needed."""
        self._choices.clear()

    def commit(self, key: Key) -> None:
        """Store a field; a time that cannot be is told beside it and not stored."""
        row = self.rows[key]
        if key[1] not in _TIMES or not self.record or not row.editor.touched:
            super().commit(key)
            return
        try:
            value = row.editor.value()
            if value is not None:
                passages.move(self.autosave.inventory, self.record, **{key[1]: value})
        except (ValueError, HeritageError) as error:
            row.tell(str(error))
            return
        if value is None and key[1] == "start_ms":
            self.revert(key)
        else:
            super().commit(key)  # stores an end that was taken away, and forgets the draft
