# SPDX-License-Identifier: Apache-2.0
"""The window: where to look on the left, what is there in the middle, one record on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QWidget

from heritage_desktop import i18n, settings
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.actions import Verb, make_action, menus
from heritage_desktop.qt.drops import dropped_paths
from heritage_desktop.qt.first_run import FirstRun
from heritage_desktop.qt.forms.ui_main_window import Ui_MainWindow
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.verbs import Verbs

# The panes and the database behind them are loaded once the empty window is on the screen.
if TYPE_CHECKING:
    from heritage_desktop.qt.desk import Desk
    from heritage_desktop.qt.item_model import Card
    from heritage_desktop.qt.library import Library
    from heritage_desktop.qt.record_form import RecordForm
    from heritage_desktop.qt.sidebar import Place, Sidebar
    from heritage_desktop.storage.inventory import Inventory

PANES = (220, 560, 586)


#: What the menu of a card offers, where it can be done.
CARD_VERBS = (
    "look", "attach", "set_aside", "take_back", "duplicate", "batch", "read_back", "trend",
    "restore", "delete",
)  # fmt: skip


class MainWindow(QMainWindow):
    """Shows the inventory of the desk, or the first page when none is open."""

    _touched = Signal()

    def __init__(self, desk: Desk, opening: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.inventory: Inventory | None = None
        self._page: QWidget | None = None
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        self.sidebar: Sidebar | None = None
        self.library: Library | None = None
        self.form: RecordForm | None = None
        self.actions_by_name: dict[str, QAction] = {}
        self._verbs_by_name: dict[str, Verb] = {}
        self.verbs = Verbs(self)
        self._build_menus()
        self._restore_geometry()
        if desk.inventory is not None:
            self.fill(desk.inventory)
        elif opening:
            self._show_opening(opening)
        else:
            self.show_first_page()

    # Building

    def _build_menus(self) -> None:
        for title, verbs in menus():
            menu = self.ui.menus.addMenu(title)
            menu.setToolTipsVisible(True)
            for verb in verbs:
                if verb is None:
                    menu.addSeparator()
                    continue
                self._verbs_by_name[verb.name] = verb
                submenu = self._submenu(verb.name)
                if submenu is not None:
                    submenu.setTitle(verb.words)
                    if verb.icon:
                        theme.set_icon(submenu.menuAction(), verb.icon)
                    menu.addMenu(submenu)
                    self.actions_by_name[verb.name] = submenu.menuAction()
                    continue
                action = make_action(verb, self, getattr(self.verbs, f"on_{verb.name}"))
                menu.addAction(action)
                self.actions_by_name[verb.name] = action

    def _submenu(self, name: str) -> QMenu | None:
        if name == "recent":
            return self._recent_menu()
        if name == "theme":
            looks = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}
            return self._choice_menu(looks, self.desk.settings.theme, self.desk.use_theme)
        if name == "language":
            later = partial(QTimer.singleShot, 0)  # the menu must close before its window does
            return self._choice_menu(
                i18n.LANGUAGES,
                i18n.language(),
                lambda code: later(partial(self.desk.use_language, code)),
            )
        if name == "new_record":
            return self._new_record_menu()
        if name == "export":
            menu = QMenu(self)
            menu.aboutToShow.connect(partial(self._fill_exports, menu))
            return menu
        return None

    def _new_record_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, words in (("group", tr("Group or household")), ("source", tr("Source")),
                            ("visit", tr("Visit")), ("good_practice", tr("Inspiring practice")),
                            ("own_field", tr("Own field"))):  # fmt: skip
            menu.addAction(words).triggered.connect(partial(self.verbs.on_new_record, name))
        return menu

    def _fill_exports(self, menu: QMenu) -> None:
        if menu.isEmpty():
            for code, words in self.verbs.export_formats():
                menu.addAction(words).triggered.connect(partial(self.verbs.on_export, code))

    def _recent_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self._fill_recent, menu))
        return menu

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for folder in self.desk.settings.recent:
            path = Path(folder)
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(folder)
            action.triggered.connect(partial(self.verbs.open_folder, path))

    def _choice_menu(
        self, choices: dict[str, str], now: str, take: Callable[[str], object]
    ) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for code, words in choices.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(partial(take, code))
            group.addAction(action)
        return menu

    def _show_opening(self, name: str) -> None:
        """An empty window at once is better than none for a second."""
        self.setWindowTitle(f"{name} – {tr('Heritage Desktop')}")
        label = plain_label(tr("Opening {name}…", name=name), "muted")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._turn_to(label)
        self.update_actions()

    def _turn_to(self, page: QWidget | None) -> None:
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = page
        if page is not None:
            self.ui.splitter.addWidget(page)

    def show_first_page(self) -> None:
        """Offer the ways in."""
        self.setWindowTitle(tr("Heritage Desktop"))
        page = FirstRun(self.desk.settings.recent)
        page.new_wanted.connect(self.verbs.on_new_inventory)
        page.open_wanted.connect(self.verbs.on_open_inventory)
        page.demo_wanted.connect(self.verbs.on_demo)
        page.recent_wanted.connect(self.verbs.open_folder)
        self._turn_to(page)
        self.ui.status.hide()
        self.update_actions()

    def fill(self, inventory: Inventory) -> None:
        """Show an inventory in the three panes."""
        from heritage_desktop.qt.library import Library
        from heritage_desktop.qt.record_form import RecordForm
        from heritage_desktop.qt.sidebar import Sidebar

        self.inventory = inventory
        self._turn_to(None)
        self.ui.status.show()
        self.sidebar, self.library = Sidebar(inventory), Library(inventory)
        self.form = RecordForm(inventory)
        self.form.setMinimumWidth(380)
        self.library.setMinimumWidth(340)
        for pane in (self.sidebar, self.library, self.form):
            self.ui.splitter.addWidget(pane)
        self.ui.splitter.setStretchFactor(1, 1)
        self.ui.splitter.setSizes(list(PANES))
        self._build_head(self.library)
        self.said, self.chosen_said = plain_label(""), plain_label("")
        self.ui.status.addWidget(self.said, 1)
        self.ui.status.addPermanentWidget(self.chosen_said)
        self.sidebar.chosen.connect(self.on_place)
        self.library.arrivals.came.connect(self.sidebar.on_arrivals)
        self.library.selected.connect(self.on_selected)
        self.library.opened.connect(self.verbs.open_card)
        self.library.settle.clicked.connect(self.verbs.on_differences)
        self.library.menu_wanted.connect(self.on_menu)
        self.library.photos_dropped.connect(self.verbs.put_on)
        self.library.files_dropped.connect(self.on_files_dropped)
        self.form.record_opened.connect(self.show_record)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        # Imports and merges store in another thread: a signal brings the news to this one.
        self._touched.connect(self._soon.start)
        self._stop = inventory.subscribe(lambda _touched: self._touched.emit())
        self._restore_panes()
        self.refresh()
        QTimer.singleShot(0, self._recover)

    def _recover(self) -> None:
        if self.inventory is not None:
            self.verbs.recover_takes()
            self.verbs.begin_watching()

    def _build_head(self, library: Library) -> None:
        """The two verbs of the day stand above the list, not only in a menu."""
        for name, words, primary in (
            ("import_files", tr("Import photos…"), False),
            ("new_item", tr("New item"), True),
        ):
            action = self.actions_by_name[name]
            button = QPushButton(words)
            theme.set_icon(button, self._verbs_by_name[name].icon)
            theme.set_primary(button, primary)
            button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
            button.clicked.connect(lambda _checked=False, one=action: one.trigger())
            library.head_buttons.addWidget(button)

    # Following what happens

    def refresh(self) -> None:
        """Show the inventory as it is now."""
        if self.inventory is None or self.sidebar is None or self.library is None:
            return
        from heritage_desktop.storage import queries

        counts = queries.counts(self.inventory)
        self.sidebar.show_counts(counts)
        self.library.refresh()
        parts = [
            ntr("{n} item", "{n} items", counts.items),
            ntr("{n} photo or recording", "{n} photos and recordings", counts.media),
            ntr("{n} person", "{n} people", counts.persons),
            ntr("{n} in the tray", "{n} in the tray", counts.tray) if counts.tray else "",
            ntr("{n} to settle", "{n} to settle", counts.conflicts) if counts.conflicts else "",
        ]
        self.said.setText(" · ".join(part for part in parts if part))
        title = self.sidebar.title.text()
        self.setWindowTitle(f"{title} – {tr('Heritage Desktop')}")
        self.update_actions()

    def update_actions(self) -> None:
        """Grey out what cannot be done now; undo and redo say what they would do."""
        cards = self.library.chosen() if self.library else []
        photos = bool(cards) and all(card.entity == "media" for card in cards)
        possible = {
            "always": True,
            "inventory": self.inventory is not None,
            "chosen": bool(cards),
            "photos": photos,
        }
        for name, action in self.actions_by_name.items():
            action.setEnabled(possible[self._verbs_by_name[name].needs])
        self.actions_by_name["recent"].setEnabled(bool(self.desk.settings.recent))
        trash = self.library is not None and self.library.place.smart == "trash"
        self.actions_by_name["restore"].setEnabled(bool(cards) and trash)
        self.actions_by_name["delete"].setEnabled(bool(cards) and not trash)
        aside = self.library is not None and self.library.place.sort == "aside"
        self.actions_by_name["take_back"].setEnabled(photos and aside)
        self.actions_by_name["set_aside"].setEnabled(photos and not aside)
        if self.inventory is None:
            return
        for name, verb, step in (
            ("undo", tr("Undo"), self.inventory.undo_label),
            ("redo", tr("Redo"), self.inventory.redo_label),
        ):
            action = self.actions_by_name[name]
            words = tr("{verb}: {step}", verb=verb, step=tr(step)) if step else verb
            action.setText(words.replace("&", "&&"))
            action.setEnabled(step is not None and not self.verbs.stepping)

    def on_place(self, place: Place) -> None:
        """Show another place."""
        if self.library is not None:
            self.library.show_place(place)
            self.update_actions()

    def on_selected(self, cards: list[Card]) -> None:
        """Show the record that is chosen; of several, none."""
        if self.form is not None:
            self.form.show_record(cards[0].id if len(cards) == 1 else None)
        many = ntr("{n} chosen", "{n} chosen", len(cards)) if len(cards) > 1 else ""
        if self.inventory is not None:
            self.chosen_said.setText(many)
        self.update_actions()

    def show_record(self, record: str) -> None:
        """Show a record, and mark it in the list where it is there."""
        if self.form is not None and self.library is not None:
            self.library.select([record])
            self.form.show_record(record)

    def show_field(self, record: str, entity: str, field: str) -> None:
        """Show a record with the cursor in one of its fields or parts."""
        self.show_record(record)
        if self.form is not None:
            self.form.show_field(entity, field)

    def on_menu(self, at: QPoint) -> None:
        """Offer what can be done with the chosen records."""
        menu = QMenu(self)
        for name in CARD_VERBS:
            action = self.actions_by_name[name]
            if action.isEnabled():
                menu.addAction(action)
        if not menu.isEmpty():
            menu.popup(at)

    # Drag and drop onto the window

    def on_files_dropped(self, paths: list[Path], target: str) -> None:
        """Files dropped on a card belong to its record; on nothing, to the inventory."""
        if target and not any(path.suffix.lower() in (".vhb", ".vhr") for path in paths):
            self.verbs.import_paths(paths, target)
        else:
            self.verbs.take_paths(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event.mimeData())
        event.acceptProposedAction()
        # The folder window must not wait for our dialog.
        QTimer.singleShot(0, partial(self.verbs.take_paths, paths))

    # Coming and going

    def leave(self) -> None:
        """Store what was typed and remember the layout; the inventory may be closed next."""
        if self.form is not None:
            self.form.leave()
        self.verbs.close()
        if self.library is not None:
            self.library.close_pictures()
        if self.form is not None:
            self.form.strip.pictures.close()
        if self.inventory is not None:
            self._stop()
            self.inventory = None
        self._save_layout()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.inventory is not None:
            self.leave()
        super().closeEvent(event)

    def _store(self) -> QSettings:
        return QSettings(str(settings.config_dir() / "layout.ini"), QSettings.Format.IniFormat)

    def _save_layout(self) -> None:
        store = self._store()
        store.setValue("window", self.saveGeometry())
        if self.library is not None:
            store.setValue("panes", self.ui.splitter.saveState())
            store.setValue("grid", "yes" if self.library.is_grid else "no")
            store.setValue("sort", self.library.sort)

    def _restore_geometry(self) -> None:
        store = self._store()
        if store.contains("window"):
            self.restoreGeometry(store.value("window"))

    def _restore_panes(self) -> None:
        store = self._store()
        if self.library is not None:
            if store.contains("panes"):
                self.ui.splitter.restoreState(store.value("panes"))
            self.library.show_grid(store.value("grid", "yes") == "yes")
            self.library.sort = str(store.value("sort", "title"))
