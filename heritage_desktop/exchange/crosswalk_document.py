# SPDX-License-Identifier: Apache-2.0
"""A crosswalk as a page of the manual: which of our fields hold the elements of another scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from heritage_desktop import i18n
from heritage_desktop.domain.crosswalk import (
    Element,
    Scheme,
    Words,
    coverage,
    not_asked,
    not_held,
    spec_of,
)
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.i18n import tr

#: What each scheme is and where it comes from.
ABOUT: dict[str, Words] = {
    "unesco": Words(
        "UNESCO proposes this outline for inventories of intangible heritage (ich.unesco.org, page "
        "00266). Its parts 1 to 6 ask what a practice is, what belongs to it, who carries it, how "
        "alive it is, how it was recorded, and what has been published. The numbers are those of "
        "the outline, the wording is ours.",
        "教科文组织为编制非物质文化遗产清单提出的纲要（ich.unesco.org，第 00266 页）。六个部分依次"
        "询问：是什么、包含什么、由谁传承、存续如何、怎样采集、有何文献。编号沿用纲要，措辞为本软件所拟。",
    ),
    "census": Words(
        "China registers immovable heritage on a census form and intangible heritage in lists. The "
        "content follows notices of the fourth census (2023–24) and published standards of the "
        "third; no official form has been seen. Order, wording and numbers (F for the form, L for "
        "the columns of the lists) are ours.",
        "中国以普查登记表登记不可移动文物，以名录登记非物质文化遗产。内容依据第四次普查的通知"
        "（2023—2024 年）和第三次普查公布的标准；尚未见到正式表格。顺序、措辞和编号"
        "（F 为登记表，L 为名录栏目）均为本软件所拟。",
    ),
    "dublin_core": Words(
        "The Dublin Core element set, kept by the Dublin Core Metadata Initiative: fifteen "
        "elements by which libraries describe works of any sort. They stand in alphabetical order.",
        "都柏林核心元素集由都柏林核心元数据倡议组织维护，是图书馆描述各类资源所用的十五个元素，"
        "按英文字母排列。",
    ),
    "cidoc_crm": Words(
        "The CIDOC Conceptual Reference Model, version 7.1, by the documentation committee of the "
        "International Council of Museums: classes (E) and properties (P) by which collections "
        "share what they know. Listed are those our model was compared with; the standard has "
        "more. The Chinese names are ours.",
        "CIDOC 概念参考模型 7.1 版，由国际博物馆协会文献委员会制定，以类（E）和属性（P）"
        "在收藏机构之间共享知识。这里只列与本模型比对过的部分，标准中还有更多。中文名称为本软件所译。",
    ),
    "lido": Words(
        "LIDO 1.1 (Lightweight Information Describing Objects) is the XML form in which museums "
        "hand on descriptions of objects, to Europeana among others. Paths are below the element "
        "lido, without prefixes; only those our model was compared with are listed.",
        "LIDO 1.1（Lightweight Information Describing Objects）是博物馆向 Europeana 等平台提交藏品"
        "描述所用的 XML 格式。路径从 lido 元素之下写起，不带前缀；只列与本模型比对过的部分。",
    ),
}
#: After an entity, between its fields, between entities.
_MARKS = {"zh_CN": ("：", "、", "；"), "en": (": ", ", ", "; ")}


def markdown(scheme: Scheme) -> str:
    """Return the page of one scheme in the language in use."""
    language = i18n.language()
    parts = [
        "# " + tr("Crosswalk: {scheme}", scheme=scheme.name.within(language)),
        ABOUT[scheme.id].within(language),
        *([] if scheme.checked else [tr("Not re-checked against the standard's text.")]),
        tr("This page is made from the field declarations."),
        "\n".join(_table(scheme, language)),
        "## " + tr("Not held"),
        "\n".join(_reasons(scheme, language)) or tr("Nothing: every element is held."),
        "## " + tr("Coverage"),
        "\n".join(_counts(scheme)),
        "## " + tr("Held by us, not asked by this scheme"),
        "\n".join(f"- {line}" for line in _grouped(not_asked(scheme), language)),
    ]
    return "\n\n".join(parts) + "\n"


def _table(scheme: Scheme, language: str) -> Iterator[str]:
    yield _row(tr("Element"), tr("Held in"), tr("Note"))
    yield "|---|---|---|"
    for element in scheme.elements:
        note = element.note.within(language) if element.fields else ""
        if element.partial:
            note = tr("In part: {note}", note=note)
        held = _MARKS[language][2].join(_grouped(element.fields, language))
        yield _row(_named(element, language), held or tr("not held"), note)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or " " for cell in cells) + " |"


def _named(element: Element, language: str) -> str:
    return f"`{element.id}` {element.name.within(language)}"


def _reasons(scheme: Scheme, language: str) -> Iterator[str]:
    for element in not_held(scheme):
        after = _MARKS[language][0]
        yield f"- {_named(element, language)}{after}{element.note.within(language)}"


def _counts(scheme: Scheme) -> Iterator[str]:
    found = coverage(scheme)
    yield "- " + tr("Elements: {n}", n=len(scheme.elements))
    yield "- " + tr("held: {n}", n=found.full)
    yield "- " + tr("held in part: {n}", n=found.partial)
    yield "- " + tr("not held: {n}", n=found.absent)
    yield "- " + tr(
        "Of our {all} exported fields this scheme asks for {asked}.",
        all=found.exported,
        asked=found.asked,
    )


def _grouped(fields: Iterable[str], language: str) -> Iterator[str]:
    """Yield one text for each run of fields of the same entity, in the declared labels."""
    after, between, _ = _MARKS[language]
    for entity, names in groupby(fields, key=lambda field: field.partition(".")[0]):
        labels = between.join(f"{tr(spec_of(name).label)} `{name}`" for name in names)
        yield f"{tr(ENTITIES[entity].label)}{after}{labels}"
