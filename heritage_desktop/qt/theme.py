# SPDX-License-Identifier: Apache-2.0
"""How the program looks: tokens for space, type and colour, one style sheet and our own icons."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

from heritage_desktop import assets
from heritage_desktop.qt.style_sheet import SHEET

Mode = Literal["light", "dark", "system"]

ICON_SIZES = (16, 18, 20, 24, 28, 36, 48, 64)
_SHEET_ICONS = ("check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "minus")
_ICON_NAME = "icon_name"

CJK_FAMILIES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)
LATIN_FAMILIES = {"win32": ("Segoe UI",), "darwin": (".AppleSystemUIFont",)}


@dataclass(frozen=True, slots=True)
class Space:
    """The spacing grid, in pixels."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741
    xl: int = 24


@dataclass(frozen=True, slots=True)
class Type:
    """The type scale, in pixels."""

    caption: int = 11
    small: int = 12
    body: int = 13
    heading: int = 15
    title: int = 20
    display: int = 28


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii, in pixels."""

    control: int = 6
    card: int = 8


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; text colours reach 4.5:1 on paper and on surface."""

    paper: str
    surface: str
    sunken: str
    ink: str
    muted: str
    line: str
    line_strong: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    hover: str
    scroll: str


LIGHT = Colours(
    paper="#F7F5F1",
    surface="#FFFFFF",
    sunken="#EFECE6",
    ink="#23282B",
    muted="#636C70",
    line="#E3DFD8",
    line_strong="#C9C4BA",
    accent="#1F5A66",
    accent_hover="#276E7C",
    accent_pressed="#184853",
    accent_soft="#DCEAEC",
    on_accent="#FFFFFF",
    danger="#A6382D",
    danger_soft="#F7E3E0",
    warn="#85570C",
    warn_soft="#F8ECD2",
    ok="#37724A",
    ok_soft="#E0EFE3",
    hover="#F0EDE7",
    scroll="#CBC6BC",
)
DARK = Colours(
    paper="#181C1E",
    surface="#21272A",
    sunken="#131719",
    ink="#ECE8E1",
    muted="#A3ADB0",
    line="#363E42",
    line_strong="#525C61",
    accent="#6BBBC7",
    accent_hover="#83CAD4",
    accent_pressed="#54A4B1",
    accent_soft="#23434A",
    on_accent="#0D2126",
    danger="#EE9388",
    danger_soft="#472824",
    warn="#E3B968",
    warn_soft="#42351C",
    ok="#86C697",
    ok_soft="#21382A",
    hover="#2B3236",
    scroll="#4D575B",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything a delegate or painter needs to look like the rest."""

    dark: bool
    colours: Colours
    space: Space = Space()
    type: Type = Type()
    radius: Radius = Radius()

    def colour(self, name: str) -> QColor:
        """Return one colour by its token name, e.g. ``colour("accent")``."""
        return QColor(getattr(self.colours, name))


class Theme(QObject):
    """The look in use; lives as long as the application. ``changed`` follows every switch."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.mode: Mode = "light"
        self.tokens = Tokens(dark=False, colours=LIGHT)
        self.icons: dict[tuple[str, str], QIcon] = {}
        self._app = app
        self._folder = QTemporaryDir()
        self._busy = False
        QDir.addSearchPath("theme", self._folder.path())
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(ui_font())
        app.styleHints().colorSchemeChanged.connect(self.on_scheme_changed)
        # Pixmaps must not outlive the application that draws them.
        app.aboutToQuit.connect(self.icons.clear)

    def use(self, mode: Mode) -> None:
        """Put on the light or dark look, or the one the system shows."""
        self._busy = True
        hints = self._app.styleHints()
        hints.setColorScheme(
            {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(
                mode, Qt.ColorScheme.Unknown
            )
        )
        self._busy = False
        self.mode = mode
        dark = mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        self.tokens = Tokens(dark=dark, colours=DARK if dark else LIGHT)
        self.icons.clear()
        self._write_sheet_icons()
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens))
        _retint(self._app)
        self.changed.emit()

    def on_scheme_changed(self) -> None:
        """Follow the system when it switches while we run."""
        if self.mode == "system" and not self._busy:
            self.use("system")

    def _write_sheet_icons(self) -> None:
        """Style sheets take pictures only from files, and cannot tint them."""
        colours = self.tokens.colours
        for name in _SHEET_ICONS:
            for use, colour in (("muted", colours.muted), ("on", colours.on_accent)):
                file = f"{name}-{use}-{_suffix(self.tokens)}.svg"
                Path(self._folder.filePath(file)).write_bytes(_tinted(name, colour))


_theme: Theme | None = None


def apply(app: QApplication, mode: str = "system") -> Theme:
    """Dress the application; may be called again to switch. Unknown modes follow the system."""
    global _theme
    if _theme is None or _theme.parent() is not app:
        _theme = Theme(app)
    _theme.use("dark" if mode == "dark" else "light" if mode == "light" else "system")
    return _theme


def current() -> Theme:
    """Return the theme in use, dressing the application if nothing did yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    return _theme if _theme is not None and _theme.parent() is app else apply(app, "system")


def tokens() -> Tokens:
    """Return the tokens in use; light ones before anything was applied."""
    return _theme.tokens if _theme is not None else Tokens(dark=False, colours=LIGHT)


def icon_names() -> tuple[str, ...]:
    """Return the names ``icon`` knows."""
    return tuple(sorted(file.stem for file in assets.path("icons").glob("*.svg")))


def icon(name: str, colour: QColor | str | None = None) -> QIcon:
    """Return one of our icons in the current ink, or in ``colour`` (a token name or a colour).

    Raises FileNotFoundError for a name without a drawing.
    """
    look = current()
    ink = _hex(look.tokens, colour)
    found = look.icons.get((name, ink))
    if found is None:
        found = look.icons[name, ink] = _render(name, ink)
    return found


def image(name: str, size: int, colour: QColor | str | None = None, ratio: float = 1.0) -> QImage:
    """Return an icon as a picture of ``size`` logical pixels, for painters and item models."""
    picture = _picture(_tinted(name, _hex(tokens(), colour)), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def set_icon(target: QAbstractButton | QAction, name: str) -> None:
    """Give a button or action an icon that follows later changes of theme."""
    target.setProperty(_ICON_NAME, name)
    target.setIcon(icon(name, "on_accent" if target.property("primary") else None))


def set_primary(button: QAbstractButton, primary: bool = True) -> None:
    """Mark the one button of a screen that does what the person came for."""
    button.setProperty("primary", primary)
    button.style().unpolish(button)
    button.style().polish(button)
    if name := button.property(_ICON_NAME):
        set_icon(button, name)


def set_role(widget: QWidget, role: str) -> None:
    """Style a label or frame: display, title, heading, caption, muted, danger, warn, ok,
    card, sidebar, banner or error."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def ui_font() -> QFont:
    """Return the program's font, bringing our own Chinese one where the system has none."""
    installed = set(QFontDatabase.families())
    chinese = [family for family in CJK_FAMILIES if family in installed] or _bundled_font()
    latin = [f for f in LATIN_FAMILIES.get(sys.platform, ()) if f in installed or f[0] == "."]
    font = QFont()
    font.setFamilies([*latin, *chinese, *QFont().families()])
    font.setPixelSize(Type().body)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def style_sheet(look: Tokens) -> str:
    """Return the style sheet made from the tokens."""
    values: dict[str, object] = dict(asdict(look.colours))
    values |= {f"space_{name}": value for name, value in asdict(look.space).items()}
    values |= {f"type_{name}": value for name, value in asdict(look.type).items()}
    values |= {f"radius_{name}": value for name, value in asdict(look.radius).items()}
    return Template(SHEET).substitute(values, mode=_suffix(look))


def palette(look: Tokens) -> QPalette:
    """Return the palette, for what a style sheet does not reach."""
    role, colours = QPalette.ColorRole, look.colours
    made = QPalette()
    for name, value in {
        role.Window: colours.paper,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Text: colours.ink,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.paper,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent_soft,
        role.HighlightedText: colours.ink,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.line_strong,
        role.Shadow: colours.sunken,
    }.items():
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.muted))
    return made


def _bundled_font() -> list[str]:
    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is None or spec.origin is None:
        return []
    file = Path(spec.origin).with_name("NotoSansSC-Regular.otf")
    number = QFontDatabase.addApplicationFont(str(file)) if file.exists() else -1
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def _suffix(look: Tokens) -> str:
    return "dark" if look.dark else "light"


def _hex(look: Tokens, colour: QColor | str | None) -> str:
    if colour is None:
        return look.colours.ink
    if isinstance(colour, str) and not colour.startswith("#"):
        return str(getattr(look.colours, colour))
    return QColor(colour).name()


def _tinted(name: str, colour: str) -> bytes:
    return assets.read_text("icons", f"{name}.svg").replace("currentColor", colour).encode()


def _picture(svg: bytes, size: int) -> QImage:
    return _drawn(QSvgRenderer(QByteArray(svg)), size)


def _drawn(renderer: QSvgRenderer, size: int) -> QImage:
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def _render(name: str, ink: str) -> QIcon:
    made = QIcon()
    # Without a picture for Selected, Qt would wash the normal one with the highlight colour.
    renderer = QSvgRenderer(QByteArray(_tinted(name, ink)))
    for size in ICON_SIZES:
        pixmap = QPixmap.fromImage(_drawn(renderer, size))
        made.addPixmap(pixmap, QIcon.Mode.Normal)
        made.addPixmap(pixmap, QIcon.Mode.Selected)
        made.addPixmap(_faded(pixmap), QIcon.Mode.Disabled)
    return made


def _faded(pixmap: QPixmap) -> QPixmap:
    pale = QPixmap(pixmap.size())
    pale.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pale)
    painter.setOpacity(0.45)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return pale


def _retint(app: QApplication) -> None:
    targets: list[QObject] = list(app.allWidgets())
    for top in app.topLevelWidgets():
        targets += top.findChildren(QAction)
    for target in targets:
        name = target.property(_ICON_NAME)
        if name and isinstance(target, QAbstractButton | QAction):
            set_icon(target, name)
