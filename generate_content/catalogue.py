"""The templates there are: `<id>.pptx`, which a designer can open, beside its `<id>.json`."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from generate_content.errors import InvalidDeck, NotFound, TemplateMismatch, UnknownTemplate
from generate_content.slides.registry import BY_NAME

CATEGORIES = ("business", "academic", "creative", "medical", "technology", "education")
ASPECT_RATIOS = ("16:9", "4:3", "16:10", "1:1")
DPI = 96

_EMU_PER_INCH = 914_400
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class SlideLayout:
    """Which of the file's slide layouts a slide type is drawn on, and where on it."""

    name: str
    description: str
    placeholders: Mapping[str, int]
    """Placeholder idx by role."""


@dataclass(frozen=True)
class ColorScheme:
    """The theme's main colours as #rrggbb, as the slide master maps them."""

    primary: str
    secondary: str
    accent: str
    background: str
    text: str


@dataclass(frozen=True)
class Template:
    """One template: its file, and what its description says of it."""

    id: str
    data: bytes = field(repr=False)
    sha256: str
    name: str
    category: str
    aspect_ratio: str
    description: str
    author: str
    version: str
    features: tuple[str, ...]
    font_recommendations: tuple[str, ...]
    artwork: str
    layouts: Mapping[str, SlideLayout]
    """By slide type name."""
    colors: ColorScheme
    heading_font: str
    body_font: str
    width_emu: int
    height_emu: int

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    @property
    def family(self) -> str:
        """What its id has before the shape: templates of one family look alike."""
        return self.id.removesuffix(f"_{self.aspect_ratio.replace(':', '_')}")


class Catalogue:
    """The templates of one folder, read once. Raises: TemplateMismatch for a broken one."""

    def __init__(self, folder: Path) -> None:
        self._templates = {path.stem: _load(path) for path in sorted(folder.glob("*.json"))}

    def __len__(self) -> int:
        return len(self._templates)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._templates)

    def all(self) -> tuple[Template, ...]:
        return tuple(self._templates.values())

    def get(self, template_id: str) -> Template:
        """Raises: UnknownTemplate."""
        try:
            return self._templates[template_id]
        except KeyError:
            raise UnknownTemplate(template_id, self._templates) from None

    def find(self, template_id: str) -> Template:
        """As `get`, for one who asks for the template itself. Raises: NotFound."""
        _check_known("template", template_id, "templates", self.ids())
        return self._templates[template_id]

    def categories(self) -> tuple[str, ...]:
        return CATEGORIES

    def aspect_ratios(self) -> tuple[str, ...]:
        return ASPECT_RATIOS

    def by_category(self, category: str) -> tuple[Template, ...]:
        """Raises: NotFound, for what is none of `categories()`."""
        _check_known("category", category, "categories", CATEGORIES)
        return self._where(lambda template: template.category == category)

    def by_aspect_ratio(self, ratio: str) -> tuple[Template, ...]:
        """Raises: NotFound, for what is none of `aspect_ratios()`."""
        _check_known("aspect ratio", ratio, "aspect_ratios", ASPECT_RATIOS)
        return self._where(lambda template: template.aspect_ratio == ratio)

    def with_aspect_ratio(self, template: Template, ratio: str | None) -> Template:
        """The template of the same family in that shape; None: its own. Raises: InvalidDeck."""
        if ratio in {None, template.aspect_ratio}:
            return template
        family = self._where(lambda other: other.family == template.family)
        for other in family:
            if other.aspect_ratio == ratio:
                return other
        shapes = ", ".join(other.aspect_ratio for other in family)
        message = f'"{template.family}" is made for {shapes}, not for {ratio}.'
        raise InvalidDeck("No template of that shape", {"aspect_ratio": [message]})

    def describe(self, template: Template) -> dict[str, object]:
        """The template as clients see it, without its usage."""
        return {
            "template_id": template.id,
            "name": template.name,
            "category": template.category,
            "aspect_ratio": template.aspect_ratio,
            "description": template.description,
            "author": template.author,
            "version": template.version,
            "slide_layouts": [
                {
                    "type": slide_type,
                    "description": layout.description,
                    "fields": list(BY_NAME[slide_type].fields),
                }
                for slide_type, layout in template.layouts.items()
            ],
            "color_scheme": {
                "primary": template.colors.primary,
                "secondary": template.colors.secondary,
                "accent": template.colors.accent,
                "background": template.colors.background,
                "text": template.colors.text,
            },
            "fonts": {"heading": template.heading_font, "body": template.body_font},
            "font_recommendations": list(template.font_recommendations),
            "dimensions": {
                "width": round(template.width_emu * DPI / _EMU_PER_INCH),
                "height": round(template.height_emu * DPI / _EMU_PER_INCH),
                "dpi": DPI,
            },
            "features": list(template.features),
            "file_size_bytes": template.size_bytes,
        }

    def _where(self, holds: Callable[[Template], bool]) -> tuple[Template, ...]:
        return tuple(template for template in self._templates.values() if holds(template))


def _check_known(what: str, given: str, key: str, known: Sequence[str]) -> None:
    if given not in known:
        message = f'"{given}" is not a known {what}. Known: {", ".join(known)}.'
        raise NotFound(message, {key: list(known)})


def _load(description: Path) -> Template:
    template_id = description.stem
    try:
        told = json.loads(description.read_text(encoding="utf-8"))
        data = description.with_suffix(".pptx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            look = _Look(package)
        return Template(
            id=template_id,
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            name=told["name"],
            category=_one_of(told["category"], CATEGORIES),
            aspect_ratio=_one_of(told["aspect_ratio"], ASPECT_RATIOS),
            description=told["description"],
            author=told["author"],
            version=told["version"],
            features=tuple(told["features"]),
            font_recommendations=tuple(told["font_recommendations"]),
            artwork=told["artwork"],
            layouts=_layouts(told["layouts"]),
            colors=look.colors,
            heading_font=look.heading_font,
            body_font=look.body_font,
            width_emu=look.width_emu,
            height_emu=look.height_emu,
        )
    except KeyError as error:
        raise TemplateMismatch(f"It lacks {error}.", template_id=template_id) from error
    except (OSError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        message = f"It cannot be read: {type(error).__name__}."
        raise TemplateMismatch(message, template_id=template_id) from error


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise KeyError(f"one of {', '.join(known)}")
    return value


def _layouts(told: Mapping[str, Any]) -> Mapping[str, SlideLayout]:
    """In the order of the registry; a layout for a type that is not drawn yet is left out."""
    return MappingProxyType(
        {
            name: SlideLayout(
                told[name]["layout"], told[name]["description"], dict(told[name]["placeholders"])
            )
            for name in BY_NAME
        }
    )


class _Look:
    """Size, colours and fonts of a .pptx, without the cost of opening it as a presentation.

    Raises: KeyError for what is missing, XMLSyntaxError.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        presentation_name = "ppt/presentation.xml"
        presentation = self._xml(presentation_name)
        size = _child(presentation, f"{_P}sldSz")
        self.width_emu, self.height_emu = int(size.attrib["cx"]), int(size.attrib["cy"])
        master_id = _child(presentation, f"{_P}sldMasterIdLst/{_P}sldMasterId").attrib[f"{_R}id"]
        master_name = self._target(presentation_name, lambda rel: rel["Id"] == master_id)
        theme = self._xml(self._target(master_name, lambda rel: rel["Type"].endswith("/theme")))
        fonts = _child(theme, f"{_A}themeElements/{_A}fontScheme")
        self.heading_font = _child(fonts, f"{_A}majorFont/{_A}latin").attrib["typeface"]
        self.body_font = _child(fonts, f"{_A}minorFont/{_A}latin").attrib["typeface"]
        self.colors = _colors(theme, _child(self._xml(master_name), f"{_P}clrMap").attrib)

    def _xml(self, name: str) -> Any:
        return etree.fromstring(self._package.read(name))

    def _target(self, source: str, wanted: Callable[[Mapping[str, str]], bool]) -> str:
        """The part that the first wanted relationship of `source` points to."""
        folder, _, file = source.rpartition("/")
        for rel in self._xml(f"{folder}/_rels/{file}.rels"):
            if wanted(rel.attrib):
                return _resolve(folder, rel.attrib["Target"])
        raise KeyError(f"a relationship of {source}")


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def _child(element: Any, path: str) -> Any:
    found = element.find(path)
    if found is None:
        raise KeyError(path.rpartition("}")[2])
    return found


def _colors(theme: Any, clr_map: Mapping[str, str]) -> ColorScheme:
    scheme = _child(theme, f"{_A}themeElements/{_A}clrScheme")

    def color(role: str) -> str:
        value = _child(scheme, f"{_A}{clr_map[role]}")[0].attrib
        return f"#{value.get('lastClr') or value['val']}".lower()

    return ColorScheme(
        primary=color("accent1"),
        secondary=color("accent2"),
        accent=color("accent3"),
        background=color("bg1"),
        text=color("tx1"),
    )
