# SPDX-License-Identifier: Apache-2.0
"""What was agreed to on the clip that was just recorded: a yes, a no, or not asked, per purpose."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.labels import plain_label

#: Asked first in the field; the others can follow on the consent page.
ASKED = (
    "record", "inventory", "name", "catalogue", "image_public", "share_county", "share_beyond",
    "web", "research",
)  # fmt: skip


class ConsentDialog(AskDialog):
    """``granted`` and ``refused`` hold the codes that were answered."""

    def __init__(self, who: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("What did {who} agree to?", who=who),
            tr("Tick what was said on the clip; leave open what was not asked."),
            tr("Keep the consent"),
            parent,
        )
        words = vocabulary("consent_scope")
        panel = QWidget()
        grid = QGridLayout(panel)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        self.answers: dict[str, tuple[QPushButton, QPushButton]] = {}
        for row, code in enumerate(ASKED):
            label = words.label(code, language())
            grid.addWidget(plain_label(label), row, 0)
            pair = QPushButton(tr("Yes")), QPushButton(tr("No"))
            group = QButtonGroup(panel)
            group.setExclusive(False)
            for column, button in enumerate(pair, 1):
                button.setCheckable(True)
                button.setAutoDefault(False)
                button.setAccessibleName(f"{label}: {button.text()}")
                grid.addWidget(button, row, column)
            self._exclude(*pair)
            self.answers[code] = pair
        self.rows.addRow(panel)
        self.go.setEnabled(False)

    def _exclude(self, yes: QPushButton, no: QPushButton) -> None:
        """An answer can be taken back, but is never both."""
        for one, other in ((yes, no), (no, yes)):
            one.clicked.connect(lambda _checked=False, b=other: b.setChecked(False))
            one.toggled.connect(self._look)

    def _look(self) -> None:
        self.go.setEnabled(bool(self.granted or self.refused))

    @property
    def granted(self) -> tuple[str, ...]:
        """Return what was agreed to."""
        return tuple(code for code, (yes, _) in self.answers.items() if yes.isChecked())

    @property
    def refused(self) -> tuple[str, ...]:
        """Return what was refused."""
        return tuple(code for code, (_, no) in self.answers.items() if no.isChecked())
