"""How long a cold deck of ten slides takes, and where the time goes.

python -m benchmarks.render [TEMPLATE_ID]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.rendering import renderer as stages
from generate_content.rendering.binding import Binding
from generate_content.rendering.drawing import SlideDrawing
from generate_content.rendering.package import Part
from generate_content.rendering.pictures import plain
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME

TEMPLATES = Path(__file__).parent.parent / "templates_pptx"
ROUNDS = 50

POINT = "Growth came from **three** markets, and each of them asks for a plan of its own"


def contents() -> Iterator[tuple[str, dict[str, object]]]:
    yield "title", {"title_text": "The year in review", "subtitle_text": "What we learned"}
    for number in range(4):
        yield "bullet", {"heading_text": f"Why it grew, {number}", "bullet_points": [POINT] * 5}
    for _ in range(3):
        sides = {"left_column": [POINT] * 3, "right_column": [POINT] * 3}
        yield "two-column", {"heading_text": "For and against", **sides}
    for number in range(2):
        yield "content-image", {"main_heading": f"Picture {number}", "sub_heading": POINT * 2}


def deck(template_id: str) -> Deck:
    slides = tuple(
        Slide(BY_NAME[kind], BY_NAME[kind].clean(content), ContentSource.PROVIDED)
        for kind, content in contents()
    )
    style = Style(template_id, font="Arial", color="#1f4e79")
    return Deck("The year in review", "en", style, slides, "none")


def median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(once() for _ in range(ROUNDS)) * 1000


def report(what: str, ms: float, note: str = "") -> None:
    print(f"{what:32}{ms:8.2f} ms{note}")


def main(template_id: str) -> None:
    started = time.perf_counter()
    catalogue = Catalogue(TEMPLATES)
    report("read the catalogue", (time.perf_counter() - started) * 1000, ", once")
    renderer, sample = Renderer(catalogue), deck(template_id)
    started = time.perf_counter()
    data = renderer.render(sample).data
    report("first deck, with python-pptx", (time.perf_counter() - started) * 1000, ", once")
    source = catalogue.get(template_id)
    report("compile the template", median_ms(lambda: compile_template(source)), ", once")

    template = compile_template(source)
    binding = Binding(template)
    told = [(slide.type, slide.content) for slide in sample.slides]
    fitted = stages._fitted(template, sample.style, told)

    def draw() -> dict[str, Part]:
        return {
            part.name: part
            for number, (sketch, settings) in enumerate(fitted, start=1)
            for part in SlideDrawing(
                template, sketch, settings, number=number, language="en", upright=plain
            ).parts()
        }

    drawn = draw()
    report("sketch and fit", median_ms(lambda: renderer.check(sample.style, told)))
    report("draw", median_ms(draw))
    # Drawn anew each time, since a part is compressed only once.
    both = median_ms(lambda: binding.bind(sample, draw().values()))
    report("restyle, compress and pack", both - median_ms(draw))
    report(
        "ten slides, whole", median_ms(lambda: renderer.render(sample)), f", {len(data):,} bytes"
    )
    assert len(drawn) == len(sample.slides)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "default_16_9")
