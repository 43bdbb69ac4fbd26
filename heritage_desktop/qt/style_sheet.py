# SPDX-License-Identifier: Apache-2.0
"""The style sheet in terms of tokens; ``theme`` fills in the values of light or dark."""

from __future__ import annotations

_FRAME = """
* { font-size: ${type_body}px; }
QMainWindow, QDialog, QWizard, QMessageBox { background: $paper; color: $ink; }
QWidget { color: $ink; }
QWidget:disabled { color: $muted; }
QScrollArea, QScrollArea > QWidget > QWidget, QStackedWidget { background: transparent;
  border: none; }
QToolBar { background: $paper; border: none; border-bottom: 1px solid $line;
  spacing: ${space_xs}px; padding: ${space_xs}px ${space_s}px; }
QToolBar::separator { background: $line; width: 1px; margin: ${space_xs}px ${space_s}px; }
QStatusBar { background: $paper; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${type_small}px; padding: 0 ${space_xs}px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QGroupBox { background: $surface; border: 1px solid $line; border-radius: ${radius_card}px;
  margin-top: ${space_xl}px; padding: ${space_m}px; font-weight: 700; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left;
  left: 2px; padding: 0 0 ${space_xs}px 0; color: $ink; }
QToolTip { background: $ink; color: $paper; border: 1px solid $ink; padding: ${space_xs}px 6px;
  font-size: ${type_small}px; }
QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${type_display}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${type_title}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${type_heading}px; font-weight: 700; }
QLabel[role="caption"] { font-size: ${type_caption}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="ok"] { color: $ok; }
QFrame[role="card"] { background: $surface; border: 1px solid $line;
  border-radius: ${radius_card}px; }
QFrame[role="sidebar"], QWidget[role="sidebar"] { background: $sunken; border: none;
  border-right: 1px solid $line; }
QFrame[role="banner"] { background: $warn_soft; border: none; border-radius: ${radius_control}px; }
QFrame[role="error"] { background: $danger_soft; border: none;
  border-radius: ${radius_control}px; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: ${radius_control}px; padding: 6px ${space_m}px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:disabled { color: $muted; background: $paper; border-color: $line; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: 700; }
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[primary="true"]:focus { border: 1px solid $ink; }
QPushButton[primary="true"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[danger="true"] { color: $danger; border-color: $danger; }
QPushButton[danger="true"]:hover { background: $danger_soft; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent;
  color: $accent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: url(theme:chevron-down-muted-$mode.svg);
  width: 12px; height: 12px; subcontrol-origin: padding; subcontrol-position: center right;
  right: 6px; }
QToolButton { background: transparent; color: $ink; border: 1px solid transparent;
  border-radius: ${radius_control}px; padding: 5px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $muted; }
QToolButton[primary="true"] { background: $accent; color: $on_accent; }
QToolButton[primary="true"]:hover { background: $accent_hover; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton::menu-button { border: none; width: 18px; }
QToolButton::menu-arrow, QToolButton::menu-indicator {
  image: url(theme:chevron-down-muted-$mode.svg); width: 12px; height: 12px; }
QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right;
  right: 4px; }
QCheckBox, QRadioButton { background: transparent; spacing: ${space_s}px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QListView::indicator,
QTableView::indicator, QTreeView::indicator { width: 16px; height: 16px;
  border: 1px solid $line_strong; background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus,
QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QListView::indicator:checked,
QTableView::indicator:checked, QTreeView::indicator:checked { background: $accent;
  border-color: $accent; image: url(theme:check-on-$mode.svg); }
QCheckBox::indicator:indeterminate, QTreeView::indicator:indeterminate { background: $accent;
  border-color: $accent; image: url(theme:minus-on-$mode.svg); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px;
  background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken;
  border-color: $line; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $surface; border: 1px solid $line_strong; width: 14px;
  margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: $accent; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit,
QDateTimeEdit, QTimeEdit { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: ${radius_control}px; padding: 5px ${space_s}px; min-height: 20px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QSpinBox:hover,
QDoubleSpinBox:hover, QDateEdit:hover, QDateTimeEdit:hover, QTimeEdit:hover {
  border-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QComboBox:on,
QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus, QTimeEdit:focus {
  border: 2px solid $accent; padding: 4px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled, QLineEdit:read-only {
  background: $paper; color: $muted; border-color: $line; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"],
QSpinBox[wrong="true"], QDateEdit[wrong="true"] { border-color: $danger; }
QComboBox { padding-right: 26px; }
QComboBox:focus, QComboBox:on { padding-right: 25px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent;
  min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px;
  subcontrol-origin: padding; subcontrol-position: center right; background: transparent; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url(theme:chevron-down-muted-$mode.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: ${radius_control}px; padding: ${space_xs}px; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 4px; }
QSpinBox, QDoubleSpinBox { padding-right: 22px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::down-button { border: none; background: transparent; width: 20px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border;
  subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border;
  subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::down-button:hover { background: $hover; border-radius: 3px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(theme:chevron-up-muted-$mode.svg);
  width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
  image: url(theme:chevron-down-muted-$mode.svg); width: 10px; height: 10px; }
QCalendarWidget QWidget { background: $surface; color: $ink; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $paper; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
  selection-color: $on_accent; padding: 0; border: none; }
QCalendarWidget QToolButton { icon-size: 16px; }
"""

_LISTS = """
QListView, QTableView, QTreeView, QListWidget, QTableWidget, QTreeWidget { background: $surface;
  alternate-background-color: $paper; border: 1px solid $line; outline: none;
  border-radius: ${radius_control}px; selection-background-color: $accent_soft;
  selection-color: $ink; gridline-color: $line; }
QListView::item, QTreeView::item { min-height: 28px; padding: 0 6px;
  border: 1px solid transparent; border-radius: 4px; }
QTableView::item { padding: 0 ${space_s}px; border: none; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
  background: $accent_soft; color: $ink; }
QListView::item:focus, QTreeView::item:focus { border: 1px solid $accent; }
QListView[role="sidebar"], QTreeView[role="sidebar"] { background: transparent; border: none; }
QTreeView[role="sidebar"]::item:focus { border-color: transparent; }
QListView[role="gallery"] { background: transparent; border: none; border-radius: 0; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(theme:chevron-right-muted-$mode.svg); }
QTreeView::branch:has-children:open { image: url(theme:chevron-down-muted-$mode.svg); }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 6px ${space_s}px; font-size: ${type_small}px;
  font-weight: 700; text-align: left; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::up-arrow { image: url(theme:chevron-up-muted-$mode.svg); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url(theme:chevron-down-muted-$mode.svg); width: 12px;
  height: 12px; }
QTableCornerButton::section { background: $surface; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none;
  border-bottom: 2px solid transparent; padding: ${space_s}px ${space_m}px; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::scroller { width: 24px; }
QMenuBar { background: $paper; color: $ink; border-bottom: 1px solid $line; padding: 2px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; color: $ink; border: 1px solid $line_strong;
  padding: ${space_xs}px; }
QMenu::item { padding: 6px ${space_xl}px 6px ${space_m}px; border-radius: 4px; }
QMenu::icon { padding-left: ${space_s}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${space_xs}px ${space_s}px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url(theme:check-muted-$mode.svg); }
QMenu::right-arrow { image: url(theme:chevron-right-muted-$mode.svg); width: 12px;
  height: 12px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none;
  background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

SHEET = _FRAME + _BUTTONS + _FIELDS + _LISTS
