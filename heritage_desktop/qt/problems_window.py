# SPDX-License-Identifier: Apache-2.0
"""The problem centre: what the rules found, where, and what one click can mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
from heritage_desktop.storage.queries import part_of, root_of, title_of

FINDING = int(Qt.ItemDataRole.UserRole)
ORDER = ("E", "S", "W", "I")


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

    def _work(self, progress: Progress) -> tuple[list[Finding], dict[str, Score], list[Coverage]]:
        found = checking.findings(self._inventory, progress=progress)
        return found, checking.scores(self._inventory), checking.coverage(self._inventory)

    def _show(self, result: tuple[list[Finding], dict[str, Score], list[Coverage]]) -> None:
        found, scores, coverage = result
        self.show_findings(found)
        self._show_scores(scores)
        self._show_coverage(coverage)

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Fill the tree: one branch a rule, the gravest first."""
        self.tree.clear()
        by_rule: dict[tuple[int, str], list[Finding]] = defaultdict(list)
        for one in found:
            by_rule[ORDER.index(one.level), one.rule].append(one)
        for (level, rule), several in sorted(by_rule.items()):
            branch = QTreeWidgetItem(self.tree)
            branch.setText(0, f"{level_name(ORDER[level])} · {rule}")
            branch.setText(1, str(len(several)))
            branch.setForeground(0, QBrush(theme.tokens().colour("muted")))
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled)
            branch.setExpanded(len(several) <= 40 or level < 2)
            for one in several:
                self._add(branch, one)
        grave = sum(one.level in "ES" for one in found)
        said = ntr("{n} finding", "{n} findings", len(found))
        self.said.setText(f"{said} · {ntr('{n} to mend', '{n} to mend', grave)}")

    def _add(self, branch: QTreeWidgetItem, finding: Finding) -> None:
        row = QTreeWidgetItem(branch)
        row.setText(0, finding.text)
        row.setToolTip(0, "")
        row.setText(1, title_of(self._inventory, self._root(finding)))
        row.setData(0, FINDING, finding)

    def _root(self, finding: Finding) -> str:
        if part_of(self._inventory, finding.record):
            return root_of(self._inventory, finding.record)
        return finding.record

    def _show_scores(self, scores: dict[str, Score]) -> None:
        self.ready.clear()
        order = sorted(scores.items(), key=lambda pair: (pair[1].county, pair[1].catalogue))
        for one, score in order:
            row = QTreeWidgetItem(self.ready)
            row.setText(0, title_of(self._inventory, one))
            row.setText(1, f"{score.catalogue} %")
            row.setText(2, f"{score.county} %")
            row.setText(3, tr(", ").join(score.missing_county))
            row.setData(0, FINDING, one)

    def _show_coverage(self, coverage: Sequence[Coverage]) -> None:
        self.covered.clear()
        kinds = vocabulary("item_kind")
        for one in coverage:
            row = QTreeWidgetItem(self.covered)
            row.setText(0, title_of(self._inventory, one.village) or "—")
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
            self.opened.emit(self._root(data), data.entity, data.field)
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
