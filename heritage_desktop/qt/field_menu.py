# SPDX-License-Identifier: Apache-2.0
"""What can be said about a field besides its value: why it is empty, a comment, carry it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu

from heritage_desktop.domain.consent import Comment
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import specs
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.services import batch, parts

if TYPE_CHECKING:
    from heritage_desktop.qt.field_sheet import FieldSheet, Key


def unsaid_key(key: Key) -> str:
    """Return how a field is named among those that are empty for a reason."""
    entity, field = key
    return field if entity in ("item", "person", "village") else f"{entity}.{field}"


def reason_of(unsaid: tuple[str, ...], key: Key) -> str:
    """Return the code of the reason why a field is empty, '' for none."""
    for code in unsaid:
        name, _, reason = code.rpartition(":")
        if name == unsaid_key(key):
            return reason
    return ""


def reason_label(reason: str) -> str:
    """Return the words of a reason."""
    return vocabulary("null_flavour").label(reason, language()) if reason else ""


def open_menu(sheet: FieldSheet, owner: str, key: Key, at: QPoint) -> QMenu:
    """Show the menu of one field; ``owner`` is the entity the form shows."""
    menu = QMenu(sheet)
    inventory = sheet.autosave.inventory
    if "unsaid" in specs(ENTITIES[owner]):
        why = menu.addMenu(tr("Why it is empty"))
        now = reason_of(_unsaid(sheet, owner), key)
        for code in ("", *vocabulary("null_flavour").codes()):
            action = why.addAction(reason_label(code) or tr("No reason written"))
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(lambda _on=False, c=code: set_reason(sheet, owner, key, c))
    if key[0] == "item":
        carry = menu.addAction(tr("Carry on to the next new item"))
        carry.setCheckable(True)
        carry.setChecked(key[1] in batch.carried_fields(inventory))
        carry.triggered.connect(lambda on: batch.carry(inventory, key[1], on))
    comment = menu.addAction(tr("Comment on this field…"))
    comment.triggered.connect(lambda _on=False: ask_comment(sheet, key))
    menu.popup(at)
    return menu


def _unsaid(sheet: FieldSheet, owner: str) -> tuple[str, ...]:
    stored = sheet.autosave.inventory.get(ENTITIES[owner], sheet.record)
    return tuple(getattr(stored, "unsaid", ()))


def set_reason(sheet: FieldSheet, owner: str, key: Key, reason: str) -> None:
    """Write down why a field is empty, or take the reason away."""
    kept = [c for c in _unsaid(sheet, owner) if c.rpartition(":")[0] != unsaid_key(key)]
    new = tuple(sorted([*kept, f"{unsaid_key(key)}:{reason}"] if reason else kept))
    sheet.autosave.write_field(ENTITIES[owner], sheet.record, "unsaid", new)


def ask_comment(sheet: FieldSheet, key: Key) -> None:
    """Ask for a comment and keep it with the record."""
    label = tr(specs(ENTITIES[key[0]])[key[1]].label)
    text, sure = QInputDialog.getMultiLineText(
        sheet, tr("Comment"), tr("Comment on “{field}”:", field=label)
    )
    if sure and text.strip():
        inventory, record = sheet.autosave.inventory, sheet.record
        values = parts.started(inventory, Comment)
        made = Comment(id="", target=record, field=f"{key[0]}.{key[1]}", status="open",
                       text=f"{label}: {text.strip()}", **values)  # fmt: skip
        sheet.autosave.write(tr("Comment"), lambda change: change.add(made))
