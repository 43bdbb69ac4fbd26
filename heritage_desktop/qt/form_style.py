# SPDX-License-Identifier: Apache-2.0
"""The few looks only the record form and its dialogs have, made from the theme's tokens."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtWidgets import QLayout, QWidget

from heritage_desktop.qt import theme

_SHEET = """
RecordForm, PhotoViewer { background: $surface; }
QWidget#formHeader { background: $surface; }
QScrollArea#formPage > QWidget > QWidget { background: $surface; }
QLabel[look="field"] { color: $muted; padding-top: 7px; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="trouble"] { color: $danger; font-size: ${type_small}px; }
QLabel[look="subtitle"] { color: $muted; font-size: ${type_heading}px; }
QLabel[look="saved"] { color: $ok; font-size: ${type_small}px; }
QLabel[look="saving"] { color: $muted; font-size: ${type_small}px; }
QLabel[look="failed"] { color: $danger; font-size: ${type_small}px; }
QPushButton[look="disclosure"] { text-align: left; border: none; border-radius: ${radius_control}px;
  background: $paper; color: $ink; font-weight: 600; padding: 7px ${space_s}px; }
QPushButton[look="disclosure"]:hover { background: $hover; }
QPushButton[look="disclosure"]:focus { border: 1px solid $accent; padding: 6px 7px; }
QPushButton[look="tab"] { border: none; background: transparent; color: $muted;
  border-radius: 4px; padding: 2px ${space_s}px; font-size: ${type_small}px; min-height: 16px; }
QPushButton[look="tab"]:hover { color: $ink; background: $hover; }
QPushButton[look="tab"]:checked { color: $accent; background: $accent_soft; }
QPushButton[look="tab"]:focus { border: 1px solid $accent; padding: 1px 7px; }
QPushButton[look="link"] { border: none; background: transparent; color: $accent;
  text-align: left; padding: 2px 0; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { text-decoration: underline; }
QPushButton[segment="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[segment="middle"] { border-radius: 0; border-left: none; }
QPushButton[segment="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0;
  border-left: none; }
QPushButton[segment]:checked { background: $accent_soft; color: $accent; }
QToolButton[look="small"] { padding: 2px; border-radius: 4px; color: $warn; }
QWidget[look="chip"] { background: $accent_soft; border-radius: 11px; }
QFrame[look="version"] { background: $paper; border: 1px solid $line;
  border-radius: ${radius_control}px; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QListWidget#photoStrip { background: transparent; border: none; }
QListWidget#photoStrip::item { border: none; padding: 0; min-height: 0; }
QListWidget#photoStrip::item:selected, QListWidget#photoStrip::item:hover {
  background: transparent; }
QLabel[look="dropzone"] { border: 1px dashed $line_strong; border-radius: ${radius_control}px;
  color: $muted; }
QLabel[look="dropzone"][over="true"] { border-color: $accent; background: $accent_soft; }
QGraphicsView { background: $sunken; border: none; }
"""


def dress(widget: QWidget) -> None:
    """Give a widget and all inside it these looks, now and after each change of theme."""

    def put_on() -> None:
        tokens = theme.tokens()
        values: dict[str, object] = dict(asdict(tokens.colours))
        for prefix, part in (("space", tokens.space), ("type", tokens.type),
                             ("radius", tokens.radius)):  # fmt: skip
            values |= {f"{prefix}_{name}": value for name, value in asdict(part).items()}
        widget.setStyleSheet(Template(_SHEET).substitute(values))

    put_on()
    changed = theme.current().changed
    changed.connect(put_on)
    widget.destroyed.connect(lambda: changed.disconnect(put_on))


def empty_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and let go of them."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
