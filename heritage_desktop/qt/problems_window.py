# SPDX-License-Identifier: Apache-2.0
"""The problem centre: what the rules found, where, and what one click can mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.checks import Finding
from heritage_desktop.domain.progress import Progress
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services import checking
from heritage_desktop.services.checking import Coverage, Score
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import root_of, title_of

FINDING = int(Qt.ItemDataRole.UserRole)
ROOT = FINDING + 1
ORDER = ("E", "S", "W", "I")
#: Rows shown of one rule; nobody reads ten thousand, and each costs a title.
SHOWN_AT_MOST = 300

Line = tuple[Finding, str, str]  # with the record it belongs to and its title


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, ready to be shown: rules with their lines, scores, coverage."""

    rules: list[tuple[int, str, int, list[Line]]]
    ready: list[tuple[str, str, Score]]
    covered: list[tuple[str, Coverage]]


def level_name(level: str) -> str:
    """Return what a level means, in words."""
    return {"E": tr("Wrong"), "S": tr("Missing before it is handed in"), "W": tr("To look at"),
            "I": tr("Hint")}[level]  # fmt: skip


class ProblemsWindow(QDialog):
    """Lists findings by rule; ``opened`` asks for a record and its field."""

    opened = Signal(str, str, str)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._jobs = Jobs(self)
        self.setWindowTitle(tr("Problems"))
        self.resize(900, 620)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(plain_label(tr("Problems"), "title"))
        self.said = plain_label(tr("Looking…"), "muted")
        outer.addWidget(self.said)
        self.tree = _tree([tr("What"), tr("Record")])
        self.tree.itemActivated.connect(self._on_activated)
        self.tree.currentItemChanged.connect(lambda *_: self._on_current())
        self.ready = _tree([tr("Item"), tr("Catalogue"), tr("County"), tr("Still wanted")])
        self.ready.itemActivated.connect(self._on_activated)
        self.covered = _tree(
            [tr("Village"), tr("Kind"), tr("Items"), tr("Ready"), tr("Looked, none found")]
        )
        tabs = QTabWidget()
        for page, words in ((self.tree, tr("Findings")), (self.ready, tr("Ready for")),
                            (self.covered, tr("Coverage"))):  # fmt: skip
            tabs.addTab(page, words)
        outer.addWidget(tabs, 1)
        self.mend = QPushButton(tr("Mend"))
        self.mend.clicked.connect(self.on_mend)
        self.show_it = QPushButton(tr("Show the record"))
        self.show_it.clicked.connect(lambda: self._on_activated(self.tree.currentItem()))
        again, close = QPushButton(tr("Look again")), QPushButton(tr("Close"))
        again.clicked.connect(self.look)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.mend)
        foot.addWidget(self.show_it)
        foot.addStretch()
        foot.addWidget(again)
        foot.addWidget(close)
        outer.addLayout(foot)
        self._on_current()
        self.look()

    def look(self) -> None:
        """Read everything again, beside the window."""
        self.said.setText(tr("Looking…"))
        job = Job(self._work)
        job.succeeded.connect(self._show)
        self._jobs.submit(job)

    def _work(self, progress: Progress) -> Looked:
        """Runs beside the window: titles are asked for here, and only for what is shown."""
        found = checking.findings(self._inventory, progress=progress)
        by_rule: dict[tuple[int, str], list[Finding]] = defaultdict(list)
        for one in found:
            by_rule[ORDER.index(one.level), one.rule].append(one)
        rules = [
            (level, rule, len(several), [self._line(one) for one in several[:SHOWN_AT_MOST]])
            for (level, rule), several in sorted(by_rule.items())
        ]
        scores = sorted(
            checking.scores(self._inventory).items(),
            key=lambda pair: (pair[1].county, pair[1].catalogue),
        )
        ready = [(one, title_of(self._inventory, one), s) for one, s in scores[:SHOWN_AT_MOST]]
        covered = [
            (title_of(self._inventory, one.village), one)
            for one in checking.coverage(self._inventory)
        ]
        return Looked(rules, ready, covered)

    def _line(self, finding: Finding) -> Line:
        root = root_of(self._inventory, finding.record)
        return finding, root, title_of(self._inventory, root)

    def _show(self, looked: Looked) -> None:
        self._show_findings(looked.rules)
        self._show_scores(looked.ready)
        self._show_coverage(looked.covered)

    def _show_findings(self, rules: Sequence[tuple[int, str, int, list[Line]]]) -> None:
        """Fill the tree: one branch a rule, the gravest first."""
        self.tree.clear()
        for level, rule, count, lines in rules:
            branch = QTreeWidgetItem(self.tree)
            branch.setText(0, f"{level_name(ORDER[level])} · {rule}")
            branch.setText(1, str(count))
            branch.setForeground(0, QBrush(theme.tokens().colour("muted")))
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled)
            branch.setExpanded(count <= 40 or level < 2)
            for finding, root, title in lines:
                row = QTreeWidgetItem(branch)
                row.setText(0, finding.text)
                row.setText(1, title)
                row.setData(0, FINDING, finding)
                row.setData(0, ROOT, root)
            if count > len(lines):
                rest = count - len(lines)
                more = QTreeWidgetItem(branch)
                more.setText(0, ntr("and {n} more", "and {n} more", rest))
                more.setFlags(Qt.ItemFlag.ItemIsEnabled)
        grave = sum(count for level, _, count, _ in rules if ORDER[level] in "ES")
        every = sum(count for _, _, count, _ in rules)
        said = ntr("{n} finding", "{n} findings", every)
        self.said.setText(f"{said} · {ntr('{n} to mend', '{n} to mend', grave)}")

    def _show_scores(self, ready: Sequence[tuple[str, str, Score]]) -> None:
        self.ready.clear()
        for one, title, score in ready:
            row = QTreeWidgetItem(self.ready)
            row.setText(0, title)
            row.setText(1, f"{score.catalogue} %")
            row.setText(2, f"{score.county} %")
            row.setText(3, tr(", ").join(score.missing_county))
            row.setData(0, FINDING, one)

    def _show_coverage(self, covered: Sequence[tuple[str, Coverage]]) -> None:
        self.covered.clear()
        kinds = vocabulary("item_kind")
        for village, one in covered:
            row = QTreeWidgetItem(self.covered)
            row.setText(0, village or "—")
            row.setText(1, kinds.label(one.kind, language()))
            for column, number in enumerate((one.items, one.ready, one.none_found), 2):
                row.setText(column, str(number))

    def _on_current(self) -> None:
        item = self.tree.currentItem()
        finding = item.data(0, FINDING) if item else None
        label = checking.repair_label(finding) if isinstance(finding, Finding) else ""
        self.mend.setText(label or tr("Mend"))
        self.mend.setEnabled(bool(label))
        self.show_it.setEnabled(finding is not None)

    def on_mend(self) -> None:
        """Do what the button says, then look again."""
        item = self.tree.currentItem()
        finding = item.data(0, FINDING) if item else None
        if isinstance(finding, Finding) and checking.repair(self._inventory, finding):
            self.look()

    def _on_activated(self, item: QTreeWidgetItem | None) -> None:
        data = item.data(0, FINDING) if item else None
        if isinstance(data, Finding):
            self.opened.emit(item.data(0, ROOT) if item else "", data.entity, data.field)
        elif isinstance(data, str):
            self.opened.emit(data, "", "")

    def done(self, result: int) -> None:
        """Stop looking before the window goes."""
        self._jobs.close()
        super().done(result)


def _tree(heads: Sequence[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(list(heads))
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAccessibleName(heads[0])
    header = tree.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    stretched = 0 if len(heads) != 4 else 3
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    header.setStretchLastSection(False)
    return tree
