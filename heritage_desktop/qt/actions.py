# SPDX-License-Identifier: Apache-2.0
"""Every verb of the window: its name, words, icon and keys. A verb is one line here and one
method ``on_<name>`` of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme


@dataclass(frozen=True, slots=True)
class Verb:
    """``needs`` says when it can be used: always, with an inventory, or with chosen records."""

    name: str
    words: str
    icon: str = ""
    keys: str = ""
    needs: str = "inventory"


def menus() -> list[tuple[str, list[Verb | None]]]:
    """Return the menus in their order; None is a line between groups."""
    return [
        (tr("&File"), [
            Verb("new_inventory", tr("New inventory…"), "add", "Ctrl+Shift+N", "always"),
            Verb("open_inventory", tr("Open an inventory…"), "open", "Ctrl+O", "always"),
            Verb("recent", tr("Opened before"), "recent", needs="always"),
            Verb("demo", tr("Look around in the demo"), "star", needs="always"),
            None,
            Verb("import_files", tr("Import photos…"), "import", "Ctrl+I"),
            Verb("import_folder", tr("Import a folder…"), "", "Ctrl+Shift+I"),
            None,
            Verb("backup", tr("Back up"), "backup", "Ctrl+B"),
            Verb("check", tr("Check the inventory"), "check"),
            None,
            Verb("close_inventory", tr("Close the inventory"), "", "Ctrl+W"),
            Verb("quit", tr("Quit"), "", "Ctrl+Q", "always"),
        ]),
        (tr("&Edit"), [
            Verb("undo", tr("Undo"), "undo", "Ctrl+Z"),
            Verb("redo", tr("Redo"), "redo", "Ctrl+Shift+Z"),
            None,
            Verb("paste", tr("Paste photos"), "", "Ctrl+Shift+V"),
            Verb("find", tr("Find"), "search", "Ctrl+F"),
        ]),
        (tr("&Record"), _record_verbs()),
        (tr("&Photos"), _photo_verbs()),
        (tr("&Sound"), _voice_verbs()),
        (tr("&View"), _view_verbs()),
        (tr("&Share"), [
            Verb("catalogue", tr("Print the catalogue…"), "print", "Ctrl+P"),
            None,
            Verb("export_bundle", tr("Hand over a bundle…"), "bundle", "Ctrl+E"),
            Verb("merge_bundle", tr("Take in a bundle…"), "merge", "Ctrl+M"),
            Verb("take_receipt", tr("Take in a receipt…"), "check"),
            Verb("differences", tr("Settle differences…"), "warning", "F7"),
            None,
            Verb("export", tr("Export for another program"), "export"),
            Verb("left", tr("What left this laptop"), "history"),
        ]),
        (tr("&Help"), [
            Verb("manual", tr("First day"), "help", "F1", "always"),
            Verb("commands", tr("The command line"), needs="always"),
            Verb("log", tr("Show the log"), needs="always"),
            Verb("about", tr("About"), "info", needs="always"),
        ]),
    ]  # fmt: skip


def _record_verbs() -> list[Verb | None]:
    return [
               Verb("new_item", tr("New item…"), "add", "Ctrl+N"),
        Verb("new_person", tr("New person…"), "person", "Ctrl+Shift+P"),
        Verb("new_village", tr("New village…"), "village"),
        Verb("new_record", tr("New other record"), "add"),
        Verb("many_items", tr("Several items…"), "list", "Ctrl+Shift+M"),
        Verb("duplicate", tr("Duplicate"), "", "Ctrl+D", "chosen"),
        Verb("batch", tr("Change many…"), "edit", "Ctrl+Shift+E", "chosen"),
        None,
        Verb("attach", tr("Put on a record…"), "link", "Ctrl+L", "photos"),
        Verb("look", tr("Look closely"), "zoom-in", "Ctrl+Return", "chosen"),
        Verb("twins", tr("Same place twice?…"), "alike", "Ctrl+Shift+U"),
        None,
        Verb("delete", tr("Move to the trash"), "trash", "Del", "chosen"),
        Verb("restore", tr("Restore"), "restore", "", "chosen"),
    ]  # fmt: skip


def _photo_verbs() -> list[Verb | None]:
    return [
        Verb("light_table", tr("Light-table…"), "grid", "Ctrl+T"),
        Verb("clocks", tr("Clocks and places…"), "recent", "Ctrl+Shift+K"),
        Verb("look_alikes", tr("Look-alikes…"), "alike", "Ctrl+Shift+B"),
        Verb("set_aside", tr("Set aside as a repeat"), "", needs="photos"),
        Verb("take_back", tr("Take back"), "restore", needs="photos"),
        Verb("missing", tr("Missing photos and recordings…"), "search"),
        None,
        Verb("watch", tr("Watch a folder…"), "open"),
        Verb("export_photos", tr("Export photos…"), "export"),
    ]


def _voice_verbs() -> list[Verb | None]:
    return [
        Verb("record", tr("Record a voice…"), "sound", "Ctrl+Shift+R"),
        Verb("listen", tr("Listen and index…"), "play", "Ctrl+Shift+D", "chosen"),
    ]


def _view_verbs() -> list[Verb | None]:
    return [        Verb("problems", tr("Problems"), "check", "F8"),
        Verb("year_wheel", tr("Year wheel"), "calendar", "Ctrl+Shift+Y"),
        Verb("lineage", tr("Teachers and learners"), "bearers", "Ctrl+Shift+L"),
        Verb("trend", tr("State over time"), "history", "Ctrl+Shift+T", "chosen"),
        Verb("wholes", tr("Wholes and parts"), "list", "Ctrl+Shift+W"),
        Verb("words", tr("Local words"), "language"),
        None,
        Verb("guest", tr("Guest mode"), "person", "F9"),
        Verb("read_back", tr("Read it back"), "sound", "Ctrl+R", "chosen"),
        Verb("waiting", tr("What guests left"), "tray"),
        None,
        Verb("as_cards", tr("As cards"), "grid", "Ctrl+1"),
        Verb("as_list", tr("As a list"), "list", "Ctrl+2"),
        None,
        Verb("theme", tr("Look"), "theme", needs="always"),
        Verb("language", tr("Language"), "language", needs="always"),
        Verb("recorder", tr("My name…"), "person", needs="always"),
    ]  # fmt: skip


def verb_of(name: str) -> Verb:
    """Return the verb of that name."""
    return next(verb for _, verbs in menus() for verb in verbs if verb and verb.name == name)


def make_action(verb: Verb, owner: QWidget, slot: Callable[[], object]) -> QAction:
    """Return the action of a verb; its tip names the keys."""
    action = QAction(verb.words, owner)
    action.setObjectName(verb.name)
    if verb.icon:
        theme.set_icon(action, verb.icon)
    if verb.keys:
        action.setShortcut(QKeySequence(verb.keys))
    action.triggered.connect(lambda _checked=False: slot())
    return action
