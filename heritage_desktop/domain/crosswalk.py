# SPDX-License-Identifier: Apache-2.0
"""Where the elements of other schemes are kept: each element names the declared fields holding it.

Names and notes are data in two languages, as in the vocabularies. The wording is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Spec, specs


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages of the manual."""

    en: str
    zh_CN: str

    def within(self, language: str) -> str:
        """Return the text in 'zh_CN', otherwise in English."""
        return self.zh_CN if language == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a scheme; the note says what is missing, or why nothing holds it."""

    id: str
    name: Words
    fields: tuple[str, ...]  # "entity.field"
    note: Words
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another way of describing heritage, element by element in its own order."""

    id: str
    name: Words
    elements: tuple[Element, ...]
    checked: bool  # the list was compared with the scheme's own text


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many elements of a scheme are held, and how many exported fields it asks for."""

    full: int
    partial: int
    absent: int
    asked: int
    exported: int


def spec_of(field: str) -> Spec:
    """Return the declaration of "entity.field"; raises KeyError when there is none."""
    entity, _, name = field.partition(".")
    return specs(ENTITIES[entity])[name]


def exported_fields() -> tuple[str, ...]:
    """Return every field that may leave, without those that only tie a part to its record."""
    return tuple(
        f"{entity}.{name}"
        for entity, record in ENTITIES.items()
        for name, spec in specs(record).items()
        if spec.exported and not spec.owner and not spec.inside
    )


def not_held(scheme: Scheme) -> tuple[Element, ...]:
    """Return the elements of a scheme that no field holds."""
    return tuple(element for element in scheme.elements if not element.fields)


def not_asked(*schemes: Scheme) -> tuple[str, ...]:
    """Return the exported fields that none of the schemes asks for."""
    asked = {field for scheme in schemes for one in scheme.elements for field in one.fields}
    return tuple(field for field in exported_fields() if field not in asked)


def coverage(scheme: Scheme) -> Coverage:
    """Count a scheme's elements and the exported fields it asks for."""
    absent = len(not_held(scheme))
    partial = sum(element.partial for element in scheme.elements)
    exported = len(exported_fields())
    return Coverage(
        full=len(scheme.elements) - absent - partial,
        partial=partial,
        absent=absent,
        asked=exported - len(not_asked(scheme)),
        exported=exported,
    )


def _full(id: str, en: str, zh: str, fields: str, note: str = "", note_zh: str = "") -> Element:
    """Make an element that ``fields``, separated by blanks, hold."""
    return Element(id, Words(en, zh), tuple(fields.split()), Words(note, note_zh))


def _part(id: str, en: str, zh: str, fields: str, note: str, note_zh: str) -> Element:
    """Make an element held in part; the note says what is missing."""
    return Element(id, Words(en, zh), tuple(fields.split()), Words(note, note_zh), partial=True)


def _none(id: str, en: str, zh: str, reason: str, reason_zh: str) -> Element:
    """Make an element that nothing holds."""
    return Element(id, Words(en, zh), (), Words(reason, reason_zh))


# Tables: an element takes as few lines as it can, so that a scheme can be read down the page.
# fmt: off
_UNESCO = (
    _full("1.1", "Name used by the community", "社区所用名称",
          "item_name.value item_name.language item_name.romanised item_name.role "
          "item_name.said_by", "sort of name: local", "名称类别：当地名称"),
    _full("1.2", "Short title with its domain", "简短标题及所属领域",
          "item_name.value item_name.preferred intangible.domain intangible.subdomain "
          "intangible.other_domains intangible.practice_type"),
    _full("1.3", "Communities concerned", "相关社区",
          "intangible.community participant.who participant.role group.name group.sort"),
    _full("1.4", "Places", "所在地点",
          "item.village item.locality location.position location.role relation.type "
          "relation.object intangible.recurrence", "link: takes place at", "关联：举办地点"),
    _full("1.5", "Short description", "简要描述", "item.summary"),
    _full("2.1", "Tangible things that belong to it", "相关的有形物",
          "relation.type relation.object step.tools step.materials",
          "links: uses, produces, takes place at", "关联：使用、产出、举办地点"),
    _full("2.2", "Intangible things that belong to it", "相关的无形内容",
          "relation.type relation.object", "links: accompanies, variant of",
          "关联：伴随、变体"),
    _part("2.3", "Languages, registers, speech levels", "语言、语体与言语层次",
          "intangible.languages", "registers and speech levels are not asked apart",
          "未单独询问语体和言语层次"),
    _full("2.4", "Origin as people see it", "人们所认为的起源",
          "intangible.origin_told item.history item.legend account.role account.text "
          "account.said_by"),
    _full("3.1", "Practitioners and performers", "实践者与表演者",
          "participant.who participant.role person.name person.sex person.birth_year "
          "person.occupation bearer_profile.item bearer_profile.level "
          "bearer_profile.practised_since bearer_profile.skills intangible.roles_by_age "
          "viability_assessment.practitioners viability_assessment.masters",
          "birth year, never the full date; a name only with consent",
          "只记出生年份，不记完整日期；征得同意才显示姓名"),
    _full("3.2", "Others who take part or keep it", "其他参与者与保管者",
          "participant.who participant.role group.name group.sort intangible.participants"),
    _full("3.3", "Customs on access", "关于接触的习俗",
          "intangible.customary_rules protocol.code protocol.text"),
    _full("3.3b", "Ways of passing it on", "传承方式",
          "intangible.transmission transmission.teacher transmission.learner "
          "transmission.mode transmission.generation transmission.kinship "
          "transmission.date_from transmission.date_to transmission.place "
          "bearer_profile.learning bearer_profile.generation",
          "the outline prints 3.3 twice; b is ours", "该纲要两处都编为 3.3；b 为本软件所加"),
    _full("3.4", "Organisations concerned", "相关组织",
          "participant.who participant.role group.name group.sort",
          "role: safeguarding body", "角色：保护单位"),
    _part("4.1", "Threats to doing it", "对实践的威胁",
          "threat.cause threat.probability threat.expected threat.text",
          "one list of threats; only the cause tells 4.1 from 4.2",
          "威胁共用一份清单；只能按原因区分 4.1 与 4.2"),
    _part("4.2", "Threats to passing it on", "对传承的威胁",
          "threat.cause threat.probability threat.expected threat.text "
          "viability_assessment.apprentices viability_assessment.under_35",
          "see 4.1; the numbers of the young are added", "见 4.1；并记年轻人的人数"),
    _full("4.3", "Availability of things and resources", "器物与资源能否得到",
          "viability_assessment.materials viability_assessment.spaces"),
    _full("4.4", "State of what belongs to it", "相关内容的存续状况",
          "relation.object condition_assessment.overall condition_assessment.date "
          "viability_assessment.viability viability_assessment.date intangible.viability",
          "read from the assessments of the linked items", "取自所关联条目的评估"),
    _full("4.5", "Safeguarding in place", "现有保护措施",
          "safeguarding.measure safeguarding.status safeguarding.by safeguarding.date_from "
          "safeguarding.date_to safeguarding.community_role safeguarding.outcome"),
    _full("5.1", "Consent and involvement of the community", "社区的同意与参与",
          "consent.granted consent.refused consent.method consent.date consent.status "
          "consent.told_before consent.explained consent.decision_how read_back.person "
          "read_back.date read_back.result"),
    _full("5.2", "Limits on the use of the data", "资料使用限制",
          "item.access_level item.embargo_until media.access_level media.embargo_until "
          "protocol.code consent.conditions consent.until"),
    _full("5.3", "People who informed, with their standing", "提供资料者及其身份",
          "participant.who participant.role person.name person.occupation account.said_by "
          "visit.guide", "role: informant", "角色：讲述人"),
    _full("5.4", "When and where it was collected", "采集时间与地点",
          "item.visit visit.village visit.date_from visit.date_to item.recorded_on"),
    _part("5.5", "Day of entry", "录入日期", "item.recorded_on",
          "the day of typing is in the history, not in a field", "录入当天记在历史中，没有字段"),
    _full("5.6", "Who wrote the entry", "条目编写者",
          "item.recorder visit.team visit.members settings.team"),
    _full("6", "Books, recordings, archives", "文献、音像与档案",
          "source.title source.type source.creator source.year source.holder "
          "source.call_number source.pages source.uri account.source media.media_type "
          "media.caption"),
)

_NATURAL = "natural and human causes are one list"
_NATURAL_ZH = "自然因素与人为因素在同一词表中"
_CENSUS = (
    _full("F1", "Name", "名称", "item_name.value item_name.role item_name.preferred"),
    _full("F2", "Number", "编号", "item.field_no identifier.scheme identifier.value",
          "the county's own number is a number elsewhere", "县级编号记为其他编号"),
    _full("F3", "Sort of survey", "调查类型", "item.survey_type item.presence"),
    _full("F4", "Province, city, county, town, village", "省市县乡村",
          "item.village village.name village.code village.admin_unit admin_unit.name "
          "admin_unit.code admin_unit.level admin_unit.parent"),
    _full("F5", "How to find it", "位置说明", "item.locality"),
    _full("F6", "Survey points", "测点坐标",
          "location.position location.role location.original location.method "
          "location.observed_on"),
    _full("F7", "Height above sea", "海拔", "location.position",
          "part of the position", "包含在坐标内"),
    _full("F8", "Note on the point", "测点说明", "location.note"),
    _full("F9", "Protection level", "保护级别", "designation.level"),
    _full("F10", "Batch and day of listing", "公布批次与时间",
          "designation.batch designation.date designation.body designation.number"),
    _full("F11", "Area", "面积", "immovable.footprint_m2 landscape.area_ha measurement.type "
          "measurement.value measurement.unit measurement.part"),
    _part("F12", "Protected zone", "保护范围", "immovable.protected_area_m2",
          "its area; not its limits", "只记面积，不记界线"),
    _full("F13", "Building control zone", "建设控制地带", "immovable.control_zone"),
    _full("F14", "Age", "年代", "item.dating_told dating.told dating.edtf dating.qualifier "
          "dating.evidence"),
    _full("F15", "Period for statistics", "统计年代", "immovable.period dating.period"),
    _full("F16", "Class", "类别", "immovable.census_class item.type"),
    _full("F17", "Ownership", "所有权", "item.ownership party.who party.role party.share"),
    _full("F18", "User", "使用单位（人）", "party.who party.role"),
    _full("F19", "Use", "用途", "item.current_use function.function function.original "
          "function.text use_record.present"),
    _full("F20", "Number of single parts", "单体文物数量", "immovable.single_relics"),
    _full("F21", "The single parts", "单体文物说明", "relation.type relation.object relation.note",
          "link: part of", "关联：属于"),
    _full("F22", "Short account", "简介", "item.summary item.history"),
    _full("F23", "Form", "形制", "immovable.plan_form immovable.bays immovable.storeys "
          "immovable.courtyards immovable.orientation immovable.roof immovable.decoration"),
    _full("F24", "Structure", "结构", "immovable.structure"),
    _full("F25", "Materials", "材质", "immovable.materials"),
    _full("F26", "Inscriptions", "题记", "immovable.inscriptions"),
    _full("F27", "Building history", "沿革", "phase.type phase.told phase.edtf phase.builder "
          "phase.materials phase.technique phase.text"),
    _full("F28", "Value", "价值", "value.type value.text"),
    _full("F29", "State of preservation", "现状评估",
          "item.condition condition_assessment.overall condition_assessment.date"),
    _full("F30", "State described", "现状描述", "condition_assessment.text"),
    _full("F31", "Natural causes of damage", "自然损毁原因", "damage.cause damage.effects",
          _NATURAL, _NATURAL_ZH),
    _full("F32", "Human causes of damage", "人为损毁原因", "damage.cause damage.effects",
          _NATURAL, _NATURAL_ZH),
    _full("F33", "Damage described", "损毁描述",
          "damage.text damage.part damage.extent damage.trend damage.date"),
    _full("F34", "Natural surroundings", "自然环境", "immovable.natural_setting"),
    _full("F35", "Human surroundings", "人文环境", "immovable.human_setting"),
    _full("F36", "Advice of the team", "普查组建议", "recommendation.type "
          "recommendation.intervention recommendation.priority recommendation.text"),
    _full("F37", "Surveyors", "调查人", "item.recorder visit.members visit.team"),
    _full("F38", "Day of survey", "调查日期", "item.recorded_on visit.date_from visit.date_to"),
    _part("F39", "Review", "审核", "item.status participant.who participant.role",
          "the state and the reviewer; not the opinion and its day",
          "记状态与审定人；不记审核意见和日期"),
    _full("F40", "Drawings", "图纸", "media_link.role media.caption",
          "the number is counted", "数量由软件统计"),
    _full("F41", "Photographs", "照片", "media_link.role media_link.order media.caption "
          "media.taken media.creator media.direction", "the number is counted", "数量由软件统计"),
    _full("F42", "Rubbings", "拓片", "media_link.role media.caption",
          "the number is counted", "数量由软件统计"),
    _full("F43", "Sound and video", "音像资料", "media.media_type media.caption"),
    _none("F44", "Samples", "标本", "samples taken from a site are not registered",
          "不登记从遗址采集的标本"),
    _full("L1", "National number", "国家级项目编号", "identifier.scheme identifier.value"),
    _full("L2", "Name of the practice", "项目名称", "item_name.value item_name.role"),
    _full("L3", "Category", "项目类别", "intangible.cn_category"),
    _full("L4", "Level and batch", "级别与批次", "designation.level designation.batch "
          "designation.date"),
    _full("L5", "People or community", "民族或社区", "intangible.community person.ethnic_group"),
    _part("L6", "Area of spread", "流布地区", "item.village item.locality location.position "
          "relation.object", "places and text; no area of spread",
          "以地点和文字记录，没有单独的流布范围"),
    _full("L7", "Time", "时间", "intangible.recurrence intangible.occasion intangible.duration"),
    _full("L8", "Course of the work", "工艺流程", "intangible.process step.number step.title "
          "step.text"),
    _full("L9", "Tools and things used", "相关器具", "step.tools relation.type relation.object"),
    _full("L10", "Origin and history", "历史渊源", "intangible.origin_told item.history"),
    _full("L11", "Bearers", "传承人", "participant.who participant.role person.name "
          "bearer_profile.level bearer_profile.number bearer_profile.batch bearer_profile.year"),
    _full("L12", "Lineage", "传承谱系", "transmission.teacher transmission.learner "
          "transmission.mode transmission.generation bearer_profile.generation"),
    _full("L13", "Taboos", "禁忌", "intangible.customary_rules protocol.text"),
    _full("L14", "Safeguarding body", "保护单位", "participant.who participant.role "
          "safeguarding.by"),
)

_DUBLIN_CORE = (
    _full("contributor", "Contributor", "贡献者",
          "participant.who participant.role intangible.community item.recorder"),
    _full("coverage", "Coverage", "时空范围",
          "item.village item.locality location.position dating.edtf dating.period"),
    _full("creator", "Creator", "创建者", "movable.maker phase.builder media.creator",
          "a practice has no maker", "习俗没有制作者"),
    _full("date", "Date", "日期", "item.dating_told dating.edtf phase.edtf item.recorded_on "
          "media.taken"),
    _full("description", "Description", "描述",
          "item.summary item.history item.legend account.text value.text"),
    _full("format", "Format", "格式", "media.mime media.bytes media.width media.height",
          "of photos and recordings", "指照片与录音录像"),
    _full("identifier", "Identifier", "标识符",
          "item.field_no identifier.scheme identifier.value identifier.uri"),
    _full("language", "Language", "语种",
          "intangible.languages item_name.language source.language"),
    _part("publisher", "Publisher", "出版者", "settings.team settings.title",
          "the team that keeps the inventory; no publisher is named",
          "记保管清单的团队；没有出版者字段"),
    _full("relation", "Relation", "关联", "relation.type relation.object media_link.media"),
    _full("rights", "Rights", "权限",
          "media.rights item.access_level item.ownership protocol.code"),
    _full("source", "Source", "来源", "source.title source.creator source.uri account.source"),
    _full("subject", "Subject", "主题", "item.keywords item.type immovable.census_class "
          "intangible.domain intangible.cn_category movable.depicts"),
    _full("title", "Title", "题名", "item_name.value item_name.language"),
    _full("type", "Type", "类型", "item.kind item.type media.media_type"),
)

_CIDOC_CRM = (
    _full("E3", "Condition State", "状况", "condition_assessment.overall item.condition"),
    _full("E4", "Period", "时期", "immovable.period dating.period"),
    _full("E6", "Destruction", "毁坏", "phase.type item.presence damage.cause"),
    _full("E7", "Activity", "活动", "item.visit visit.purpose use_record.present"),
    _part("E8", "Acquisition", "取得", "movable.provenance",
          "told as text, not as an event", "以文字记述，不作为事件"),
    _full("E9", "Move", "移动", "phase.type"),
    _none("E10", "Transfer of Custody", "保管移交",
          "a change of keeper has no date of its own", "更换保管者没有单独的日期"),
    _full("E11", "Modification", "改动", "phase.type phase.technique"),
    _full("E12", "Production", "制作", "phase.type phase.builder"),
    _full("E13", "Attribute Assignment", "属性指定",
          "item.status dating.said_by dating.certainty account.said_by"),
    _full("E14", "Condition Assessment", "状况评估",
          "condition_assessment.date condition_assessment.assessor"),
    _full("E17", "Type Assignment", "类型指定", "designation.level designation.date"),
    _full("E21", "Person", "个人", "person.name"),
    _full("E22", "Human-Made Object", "人造物", "item.kind movable.object_name"),
    _full("E24", "Physical Human-Made Thing", "人造实体", "item.kind immovable.structure"),
    _full("E26", "Physical Feature", "实体特征", "item.kind landscape.landscape_type"),
    _full("E27", "Site", "场地", "item.kind item.type immovable.census_class"),
    _full("E28", "Conceptual Object", "概念对象", "item.kind intangible.domain"),
    _full("E29", "Design or Procedure", "设计或程序", "intangible.process step.title step.text"),
    _full("E30", "Right", "权利", "media.rights consent.granted item.access_level"),
    _full("E31", "Document", "文献", "source.title"),
    _full("E33", "Linguistic Object", "语言对象", "account.text item.legend"),
    _full("E34", "Inscription", "铭文", "immovable.inscriptions movable.marks"),
    _full("E36", "Visual Item", "视觉内容", "media.media_type"),
    _full("E38", "Image", "图像", "media.mime media.sha256"),
    _part("E40", "Legal Body", "法人", "group.name group.sort",
          "offices and companies are sorts of group", "机关与公司是群体的类别"),
    _full("E41", "Appellation", "称谓", "item_name.value person.name village.name"),
    _full("E42", "Identifier", "标识符", "item.field_no identifier.value"),
    _full("E52", "Time-Span", "时间跨度", "dating.edtf phase.edtf"),
    _full("E53", "Place", "地点", "item.village location.position admin_unit.name"),
    _full("E54", "Dimension", "尺度", "measurement.type measurement.value"),
    _full("E55", "Type", "类型", "item.type media_link.role"),
    _full("E57", "Material", "材料", "immovable.materials movable.materials"),
    _full("E58", "Measurement Unit", "计量单位", "measurement.unit"),
    _part("E66", "Formation", "成立", "group.since", "the day only", "只记时间"),
    _part("E67", "Birth", "出生", "person.birth_year", "the year only", "只记年份"),
    _full("E69", "Death", "死亡", "person.died person.alive"),
    _full("E73", "Information Object", "信息对象", "consent.purpose source.title"),
    _full("E74", "Group", "群体", "group.name intangible.community"),
    _full("P1", "is identified by", "标识为", "item_name.value"),
    _full("P2", "has type", "类型为", "item.type intangible.cn_category"),
    _full("P3", "has note", "附注为", "item.summary item.locality value.text"),
    _full("P7", "took place at", "发生于", "relation.type relation.object visit.village"),
    _full("P8", "took place on or within", "发生在某物上或内", "relation.type relation.object"),
    _full("P10", "falls within", "属于时段", "immovable.period dating.period"),
    _full("P14", "carried out by", "执行者为", "participant.who participant.role item.recorder"),
    _full("P32", "used general technique", "所用一般技术",
          "immovable.structure movable.technique phase.technique"),
    _full("P33", "used specific technique", "所用特定技术", "relation.type relation.object"),
    _full("P43", "has dimension", "尺度为", "measurement.value immovable.footprint_m2 "
          "immovable.bays immovable.storeys movable.measurements"),
    _full("P45", "consists of", "材料为", "immovable.materials movable.materials"),
    _full("P46", "is composed of", "组成为",
          "relation.type relation.object immovable.single_relics"),
    _full("P49", "has former or current keeper", "曾任或现任保管者",
          "party.who party.role movable.kept_at"),
    _full("P52", "has current owner", "现所有者", "item.ownership party.who party.share"),
    _full("P53", "has former or current location", "曾在或现在地点",
          "item.village location.position"),
    _full("P72", "has language", "语言为", "intangible.languages item_name.language"),
    _full("P82a", "begin of the begin", "最早起点", "dating.edtf"),
    _full("P82b", "end of the end", "最晚终点", "dating.edtf"),
    _full("P89", "falls within (place)", "属于地点", "village.admin_unit admin_unit.parent"),
    _full("P101", "had as general use", "一般用途为", "function.function item.current_use"),
    _full("P103", "was intended for", "原定用途为", "function.function function.original"),
    _full("P107", "has current or former member", "成员为", "group.members"),
    _full("P108", "has produced", "产出", "relation.type relation.object"),
    _full("P128", "carries", "承载", "immovable.inscriptions movable.marks"),
    _full("P129", "is about", "关于", "item.keywords movable.depicts"),
    _full("P168", "place is defined by", "地点界定为", "location.position"),
)

_D = "descriptiveMetadata/"
_C = _D + "objectClassificationWrap/"
_I = _D + "objectIdentificationWrap/"
_E = _D + "eventWrap/eventSet/event/"
_R = _D + "objectRelationWrap/"
_A = "administrativeMetadata/"
_S = _A + "resourceWrap/resourceSet/"
_LIDO = (
    _full("lidoRecID", "Number of the LIDO record", "LIDO 记录编号", "item.field_no"),
    _part("objectPublishedID", "Published identifier", "公布的标识符", "identifier.uri",
          "only where another register gave one", "仅当其他名录已给出时"),
    _full("category", "Category", "大类", "item.kind"),
    _full(_C + "objectWorkTypeWrap/objectWorkType", "Type of object", "对象类型",
          "item.type movable.object_name intangible.practice_type landscape.landscape_type"),
    _full(_C + "classificationWrap/classification", "Classification", "分类",
          "immovable.census_class intangible.cn_category intangible.domain"),
    _full(_I + "titleWrap/titleSet", "Titles", "题名",
          "item_name.value item_name.language item_name.preferred"),
    _full(_I + "inscriptionsWrap/inscriptions", "Inscriptions", "铭文",
          "immovable.inscriptions movable.marks"),
    _full(_I + "repositoryWrap/repositorySet", "Keeper, place kept, number", "保管者、存放地与编号",
          "item.village movable.kept_at item.ownership party.who identifier.value"),
    _none(_I + "displayStateEditionWrap", "State and edition", "版次与状态",
          "prints and editions are not village records", "版画与版本不属村落记录"),
    _full(_I + "objectDescriptionWrap/objectDescriptionSet", "Description", "描述",
          "item.summary item.history item.legend movable.features account.text"),
    _full(_I + "objectMeasurementsWrap/objectMeasurementsSet", "Measurements", "尺寸",
          "measurement.type measurement.value measurement.unit measurement.part "
          "movable.measurements immovable.footprint_m2"),
    _full(_I + "objectMaterialsTechWrap/objectMaterialsTechSet", "Materials, techniques",
          "材质与技法", "immovable.materials movable.materials movable.technique"),
    _full(_E + "eventType", "Sort of event", "事件类型", "phase.type dating.qualifier"),
    _none(_E + "roleInEvent", "Role of the thing in the event", "对象在事件中的角色",
          "the sort of event says it", "由事件类型说明"),
    _none(_E + "eventName", "Name of the event", "事件名称",
          "phases and datings have no name", "营建阶段与断代没有名称"),
    _full(_E + "eventActor/actorInRole", "Person in a role", "人物及角色",
          "participant.who participant.role phase.builder movable.maker"),
    _full(_E + "culture", "Culture", "文化", "intangible.community person.ethnic_group"),
    _part(_E + "eventDate/date", "Earliest and latest date", "最早与最晚日期",
          "dating.edtf phase.edtf", "one EDTF text; the two ends are read from it",
          "只有一个 EDTF 文本，起止由它读出"),
    _full(_E + "periodName", "Period", "时期", "immovable.period dating.period"),
    _full(_E + "eventPlace", "Place of the event", "事件地点",
          "item.village item.locality location.position transmission.place"),
    _full(_E + "eventMethod", "Method", "方法", "phase.technique"),
    _full(_E + "eventMaterialsTech", "Materials used then", "当时的材质与技法",
          "phase.materials phase.technique"),
    _full(_E + "thingPresent", "Things present", "在场之物", "relation.type relation.object"),
    _full(_E + "eventDescriptionSet", "The event described", "事件描述", "phase.text"),
    _full(_R + "subjectWrap/subjectSet", "Subjects", "主题", "item.keywords movable.depicts"),
    _full(_R + "relatedWorksWrap/relatedWorkSet", "Related works", "相关作品",
          "relation.type relation.object relation.note"),
    _part(_A + "rightsWorkWrap/rightsWorkSet", "Rights in the thing", "对象权利",
          "item.ownership party.who protocol.code",
          "ownership and community rules; no licence of the thing itself",
          "记所有权与社区规则；对象本身没有许可协议"),
    _full(_A + "recordWrap/recordID", "Number of the record", "记录编号", "item.field_no"),
    _full(_A + "recordWrap/recordType", "Type of record", "记录类型", "item.kind"),
    _full(_A + "recordWrap/recordSource", "Who made the record", "记录来源",
          "item.recorder item.visit visit.team settings.team"),
    _part(_A + "recordWrap/recordRights", "Rights in the record", "记录权利",
          "item.access_level item.embargo_until", "who may see it; no licence of the text",
          "记谁可以看；文字没有许可协议"),
    _full(_A + "recordWrap/recordInfoSet", "State and date of the record", "记录状态与日期",
          "item.status item.recorded_on"),
    _full(_S + "resourceID", "Number of the file", "文件编号", "media.sha256"),
    _full(_S + "resourceRepresentation", "Files", "文件",
          "media.original_name media.mime media.extension"),
    _full(_S + "resourceType", "Sort of file", "文件类型", "media.media_type"),
    _full(_S + "resourcePerspective", "View", "视角", "media_link.role media.direction"),
    _full(_S + "resourceDescription", "Caption", "说明", "media.caption"),
    _full(_S + "resourceDateTaken", "Date taken", "拍摄日期", "media.taken"),
    _full(_S + "rightsResource", "Rights in the file", "文件权利", "media.rights media.creator"),
)

SCHEMES: dict[str, Scheme] = {
    one.id: one
    for one in (
        Scheme("unesco", Words("UNESCO outline", "教科文组织纲要"), _UNESCO, checked=True),
        Scheme("census", Words("China: census form and list columns", "中国普查表与名录栏目"),
               _CENSUS, checked=False),
        Scheme("dublin_core", Words("Dublin Core", "都柏林核心"), _DUBLIN_CORE, checked=False),
        Scheme("cidoc_crm", Words("CIDOC CRM", "CIDOC CRM"), _CIDOC_CRM, checked=False),
        Scheme("lido", Words("LIDO 1.1", "LIDO 1.1"), _LIDO, checked=False),
    )
}
# fmt: on
