"""Decks that go to the limits, for eyes and for other programs' checks.

    python -m tests.samples OUTDIR

writes one deck per template, kind of text and font, with every slide type in it: as short as can
be, typical, and as long as still fits (to within a tenth).
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
    return {name: _value(field, "i", 1) for name, field in fields.items()}


def written(slide_type: SlideType, kind: str) -> Content:
    """Every field as long as a writer may make it."""
    return {
        name: _value(brief, text_of(kind, brief.max_length), getattr(brief, "max_items", 1))
        for name, field in slide_type.all_fields().items()
        if isinstance(brief := field.written(), Text | TextList)
    }


def longest(slide_type: SlideType, kind: str, check: Callable[[Content], None]) -> Content:
    """Every field as long as it may be and, by `check`, still fits: nine tenths, and so on."""
    fields = {
        name: field
        for name, field in slide_type.all_fields().items()
        if isinstance(field, Text | TextList)
    }
    shares = dict.fromkeys(fields, 1.0)
    while True:
        content = {name: _scaled(fields[name], kind, share) for name, share in shares.items()}
        try:
            check(content)
        except DeckDoesNotFit as error:
            for slide in error.details["content"].values():
                for name in slide:
                    shares[name] *= 0.9
        else:
            return content


def _scaled(field: Text | TextList, kind: str, share: float) -> str | tuple[str, ...]:
    """Less of a list is fewer items first, shorter ones later."""
    if isinstance(field, Text):
        return text_of(kind, max(1, round(field.max_length * share)))
    items = max(1, round(field.max_items * share**0.5))
    return (text_of(kind, max(1, round(field.max_length * share**0.5))),) * items


def _value(field: Field, text: str, items: int) -> str | tuple[str, ...]:
    return (text,) * items if isinstance(field, TextList) else text


def deck(style: Style, contents: Iterator[tuple[SlideType, Content]], language: str) -> Deck:
    slides = tuple(Slide(kind, content, ContentSource.PROVIDED) for kind, content in contents)
    return Deck("A sample", language, style, slides, "none")


def decks(renderer: Renderer, template_id: str) -> Iterator[tuple[str, Deck]]:
    """(name, deck) of every sample on that template."""
    for font in (None, "Verdana", "Courier New", "Arial"):
        style = Style(template_id, "16:9", font=font, color="#7a1f5c" if font else None)
        for kind in KINDS if font is None else ("latin", "one_letter", "marks"):
            name = f"{template_id}-{kind}-{(font or 'own').replace(' ', '_')}"
            yield name, deck(style, _slides(renderer, style, kind), _LANGUAGES.get(kind, "en"))


_LANGUAGES = {"arabic": "ar", "hebrew": "he", "chinese": "zh-CN", "japanese": "ja", "korean": "ko"}


def _slides(renderer: Renderer, style: Style, kind: str) -> Iterator[tuple[SlideType, Content]]:
    for slide_type in SLIDE_TYPES:
        yield slide_type, shortest(slide_type)
        yield slide_type, written(slide_type, kind)
        yield (
            slide_type,
            longest(
                slide_type,
                kind,
                lambda content, kind=slide_type: renderer.check(style, [(kind, content)]),
            ),
        )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(TEMPLATES)
    renderer = Renderer(catalogue)
    for template_id in catalogue.ids():
        for name, sample in decks(renderer, template_id):
            (folder / f"{name}.pptx").write_bytes(renderer.render(sample).data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
