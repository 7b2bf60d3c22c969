"""Decks that go to the limits, for eyes and for other programs' checks.

    python -m tests.samples OUTDIR [TEMPLATE ...]

writes one deck per template (of those named, or all), kind of text and font, with every slide type
in it: as short as can be, typical, and as long as still fits (to within a tenth).
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.renderer import Renderer
from generate_content.slides.base import Content, SlideType
from generate_content.slides.fields import Field, Text, TextList
from generate_content.slides.registry import SLIDE_TYPES
from generate_content.slides.structured import Choice, NumberList, RecordList, RowList
from generate_content.slides.values import Numbers, Records, Rows, Value

TEMPLATES = Path(__file__).parent.parent / "templates_pptx"

_PHRASES = {
    "latin": "Growth came from three markets, and each of them asks for a plan of its own. ",
    "capitals": "WIDE AND MMMW WORDS WITHOUT MERCY ",
    "one_letter": "W",
    "arabic": "جاء النمو من ثلاثة أسواق ولكل منها خطة خاصة بها ",
    "hebrew": "הצמיחה הגיעה משלושה שווקים ולכל אחד מהם תוכנית משלו ",
    "chinese": "增长来自三个市场,每个市场都需要自己的计划。",
    "japanese": "成長は三つの市場から生まれ、それぞれに独自の計画が必要です。",
    "korean": "성장은 세 시장에서 나왔고 각 시장에는 고유한 계획이 필요합니다. ",
    "thai": "การเติบโตมาจากสามตลาดและแต่ละตลาดต้องการแผนของตัวเอง",
    "hindi": "विकास तीन बाज़ारों से आया और हर एक को अपनी योजना चाहिए। ",
    "russian": "Рост пришёл с трёх рынков, и каждому из них нужен свой план. ",
    "emoji": "Launch 🚀 party 🎉 family 👩‍👩‍👧‍👦 flag 🇫🇷 ",
    "long_word": "x" * 199 + " ",
    "hyphens": "twenty-second-hand-made-in-between-half-truths-",
    "marks": "**Bold words** and *slanted ones* and `code` and [a link](https://a.example) ",
}
KINDS = tuple(_PHRASES)


def text_of(kind: str, length: int) -> str:
    """A text of that many characters at most."""
    repeated = itertools.chain.from_iterable(itertools.repeat(_PHRASES[kind]))
    return "".join(itertools.islice(repeated, length)).strip() or "x"


def shortest(slide_type: SlideType) -> Content:
    """The required fields only, with one letter each."""
    fields = {name: field for name, field in slide_type.fields.items() if field.required}
    return _agreeing({name: _value(field, "i", 1) for name, field in fields.items()})


def written(slide_type: SlideType, kind: str) -> Content:
    """Every field as long as a writer may make it, with as many columns as it is told to."""
    fields = {
        name: field.written() for name, field in slide_type.all_fields().items() if field.writable
    }
    return _agreeing(
        {name: _value(field, kind, _PROMPTED.get(name)) for name, field in fields.items()}
    )


def longest(slide_type: SlideType, kind: str, check: Callable[[Content], None]) -> Content:
    """Every field as long as it may be and, by `check`, still fits: nine tenths, and so on."""
    fields = {name: field for name, field in slide_type.all_fields().items() if field.writable}
    shares = dict.fromkeys(fields, 1.0)
    while True:
        content = _agreeing(
            {name: _value(fields[name], kind, None, share) for name, share in shares.items()}
        )
        try:
            check(content)
        except DeckDoesNotFit as error:
            for slide in error.details["content"].values():
                for name in slide:
                    shares[name] *= 0.9
        else:
            return content


_PROMPTED = {"columns": 4, "categories": 8}
"""Where the hint to a writer is tighter than the field, which follows what a caller gave."""


def _value(field: Field, kind: str, items: int | None, share: float = 1.0) -> Value:
    """Less of a list is fewer items first, shorter ones later."""
    if isinstance(field, Choice):
        return field.options[0]
    if isinstance(field, Text):
        return _text(kind, field.max_length * share)
    assert isinstance(field, TextList | NumberList | RowList | RecordList)
    count = max(1, round((items or field.max_items) * share**0.5))
    if isinstance(field, NumberList):
        return Numbers(tuple(12345.75 * number - 20000 for number in range(1, count + 1)))
    if isinstance(field, RecordList):
        record = {name: _value(part, kind, None, share) for name, part in field.parts.items()}
        return Records((record,) * count)
    text = _text(kind, field.max_length * share**0.5)
    if isinstance(field, RowList):
        return Rows(((text,) * field.max_cells,) * count)
    return (text,) * count


def _text(kind: str, length: float) -> str:
    return text_of(kind, max(1, round(length))) if kind in _PHRASES else kind


def _agreeing(content: dict[str, Value]) -> Content:
    """With as many cells as columns, and as many values as categories."""
    columns, rows = content.get("columns"), content.get("rows")
    if isinstance(columns, tuple) and isinstance(rows, Rows):
        content["rows"] = Rows(tuple(row[: len(columns)] for row in rows.cells))
    categories, series = content.get("categories"), content.get("series")
    if isinstance(categories, tuple) and isinstance(series, Records):
        count = len(categories)
        rows = [{**row, "values": _as_many(row["values"], count)} for row in series.items]
        content["series"] = Records(tuple(rows))
    return content


def _as_many(numbers: Value, count: int) -> Numbers:
    assert isinstance(numbers, Numbers)
    return Numbers(tuple(itertools.islice(itertools.cycle(numbers.items), count)))


def of_every_kind(content: Content) -> Iterator[Content]:
    """A chart's content as each kind of chart; a pie has one series of positive numbers."""
    categories, series = content["categories"], content["series"]
    assert isinstance(categories, tuple)
    assert isinstance(series, Records)
    names = tuple(name[:8] for name in categories)  # a word of Ws has no more room under a column
    for kind in ("column", "line", "area"):
        yield {**content, "chart_type": kind, "categories": names}
    slices = {**series.items[0], "values": Numbers(tuple(range(1, len(names) + 1)))}
    yield {**content, "chart_type": "pie", "categories": names, "series": Records((slices,))}


def deck(style: Style, contents: Iterator[tuple[SlideType, Content]], language: str) -> Deck:
    slides = tuple(Slide(kind, content, ContentSource.PROVIDED) for kind, content in contents)
    return Deck("A sample", language, style, slides, "none")


def decks(renderer: Renderer, template_id: str) -> Iterator[tuple[str, Deck]]:
    """(name, deck) of every sample on that template."""
    for font in (None, "Verdana", "Courier New", "Arial"):
        style = Style(template_id, font=font, color="#7a1f5c" if font else None)
        for kind in KINDS if font is None else ("latin", "one_letter", "marks"):
            name = f"{template_id}-{kind}-{(font or 'own').replace(' ', '_')}"
            yield name, deck(style, _slides(renderer, style, kind), _LANGUAGES.get(kind, "en"))


_LANGUAGES = {"arabic": "ar", "hebrew": "he", "chinese": "zh-CN", "japanese": "ja", "korean": "ko"}


def _slides(renderer: Renderer, style: Style, kind: str) -> Iterator[tuple[SlideType, Content]]:
    for slide_type in SLIDE_TYPES:
        yield slide_type, shortest(slide_type)
        yield slide_type, written(slide_type, kind)
        if slide_type.name == "chart":
            yield from ((slide_type, one) for one in of_every_kind(written(slide_type, kind)))
        yield (
            slide_type,
            longest(
                slide_type,
                kind,
                lambda content, kind=slide_type: renderer.check(style, [(kind, content)]),
            ),
        )


def main(folder: Path, *template_ids: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(TEMPLATES)
    renderer = Renderer(catalogue)
    for template_id in template_ids or catalogue.ids():
        for name, sample in decks(renderer, template_id):
            (folder / f"{name}.pptx").write_bytes(renderer.render(sample).data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
