"""A deck of ten slides: ours beside python-pptx and PptxGenJS, and where our time goes.

    python -m benchmarks.render [--pptxgenjs FOLDER | --with-pptxgenjs] [--template ID]

FOLDER has the `node_modules` that PptxGenJS is in; `--with-pptxgenjs` installs the pinned release
into a temporary folder by npm. All take turns of a few runs, of which the fastest counts, so that
what else the machine does meets all alike and little of it is measured; then medians are compared,
by the clock and by the processor's time: the ratio told is the one less in our favour.
`benchmarks.over_http` has decks over HTTP.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pptx
from lxml import etree
from PIL import Image

from benchmarks.assembled import table
from benchmarks.render_rivals import (
    PPTXGENJS,
    Made,
    Told,
    installed_pptxgenjs,
    pptxgenjs,
    python_pptx_script,
)
from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.rendering.binding import Binding
from generate_content.rendering.drawing import SlideDrawing
from generate_content.rendering.keeping import dumped, loaded
from generate_content.rendering.package import Part
from generate_content.rendering.pages import Fitting
from generate_content.rendering.pictures import plain
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME

TEMPLATES = Path(__file__).parent.parent / "templates_pptx"
TURNS, LEAST_RUNS, TURN_MS = 15, 3, 100
WARM_UP = 60
PICTURE_SIDE_PX = 840  # 2.1 MB of noise, which no compression makes smaller

POINT = "Growth came from three markets, and each of them asks for a plan of its own"


def contents(count: int) -> Told:
    """A title, then bullets and columns in turn."""
    opening = {"title_text": "The year in review", "subtitle_text": "What we learned"}
    told: list[tuple[str, dict[str, Any]]] = [("title", opening)]
    for number in range(1, count):
        heading = {"heading_text": f"Why it grew, part {number}"}
        if number % 2:
            told.append(("bullet", {**heading, "bullet_points": [POINT] * 5}))
        else:
            sides = {"left_column": [POINT] * 3, "right_column": [POINT] * 3}
            told.append(("two-column", {**heading, **sides}))
    return told


def deck(template_id: str, count: int = 10) -> Deck:
    slides = tuple(
        Slide(BY_NAME[kind], BY_NAME[kind].clean(content), ContentSource.PROVIDED)
        for kind, content in contents(count)
    )
    style = Style(template_id, font="Arial", color="#1f4e79")
    return Deck("The year in review", "en", style, slides, "none")


@dataclass(frozen=True)
class Took:
    """By the clock, and of the processor: on a busy machine the clock tells of others, too."""

    wall_ms: float
    cpu_ms: float


def times(works: Mapping[str, Callable[[], object]], turns: int = TURNS) -> dict[str, Took]:
    """The median of each work's turns, of which each is the fastest run of about equal time."""
    taken: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            gc.collect()  # what the others left behind is not this one's to collect
            runs = [run(work) for _ in range(LEAST_RUNS)]
            runs += [run(work) for _ in range(int(TURN_MS / runs[-1].wall_ms))]
            taken[name].append(Took(min(r.wall_ms for r in runs), min(r.cpu_ms for r in runs)))
    return {
        name: Took(
            statistics.median(one.wall_ms for one in took),
            statistics.median(one.cpu_ms for one in took),
        )
        for name, took in taken.items()
    }


def run(work: Callable[[], object]) -> Took:
    """As measured here; what PptxGenJS makes, in its own process."""
    wall_s, cpu_s = time.perf_counter(), time.thread_time()
    made = work()
    took = Took((time.perf_counter() - wall_s) * 1000, (time.thread_time() - cpu_s) * 1000)
    return Took(made.wall_ms, made.cpu_ms) if isinstance(made, Made) else took


def times_as_fast(ours: Took, theirs: Took) -> float:
    """By clock or processor, whichever is less in our favour."""
    return min(theirs.wall_ms / ours.wall_ms, theirs.cpu_ms / ours.cpu_ms)


def compare(renderer: Renderer, catalogue: Catalogue, template_id: str, node: Path | None) -> None:
    """Ours beside the others, in turns."""
    sample, told = deck(template_id), contents(10)
    source = catalogue.get(template_id)
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: renderer.render(sample),
        "python-pptx script": lambda: python_pptx_script(source, told),
    }
    sizes = {
        "ours": len(renderer.render(sample).data),
        "python-pptx script": len(python_pptx_script(source, told)),
    }
    with pptxgenjs(node, told) if node else nullcontext() as make:
        if make:
            for name, how in (("PptxGenJS", "plain"), ("PptxGenJS, compressed", "compressed")):
                works[name] = partial(make, how)
                sizes[name] = [make(how) for _ in range(WARM_UP)][-1].size_bytes  # warms it up
        found = times(works)
    ours = found["ours"]
    rows = [
        [name, took.wall_ms, took.cpu_ms, times_as_fast(ours, took), sizes[name]]
        for name, took in found.items()
    ]
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    table(f"ten slides, {load}", ["", "ms", "CPU ms", "of ours", "bytes"], rows)
    script = times_as_fast(ours, found["python-pptx script"])
    claim("15 times as fast as a python-pptx script", holds=script >= 15)
    if make:
        claim("3 times as fast as PptxGenJS", holds=times_as_fast(ours, found["PptxGenJS"]) >= 3)
    else:
        print(f"{PPTXGENJS} was not measured: give --pptxgenjs FOLDER or --with-pptxgenjs.")
    claim("ten slides in 2 ms", holds=ours.cpu_ms <= 2)


def grow(renderer: Renderer, template_id: str) -> None:
    """What further slides cost, and how much memory a deck takes."""
    decks = {count: deck(template_id, count) for count in (10, 20, 100)}
    works = {str(count): partial(renderer.render, one) for count, one in decks.items()}
    found = {name: took.cpu_ms for name, took in times(works, 5).items()}
    rows = []
    for count, one in decks.items():
        tracemalloc.start()
        size = len(renderer.render(one).data)
        peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        further = (found[str(count)] - found["10"]) / (count - 10) if count > 10 else ""
        rows.append([f"{count} slides", found[str(count)], further, size, peak_mb])
    table("size", ["", "CPU ms", "a further slide", "bytes", "peak MB"], rows)


def fatten(template_id: str) -> None:
    """The same deck on the template as it is, and with 2 MB of pictures."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = heavy_catalogue(Path(folder), template_id)
        renderer = Renderer(catalogue)
        decks = {name: deck(name) for name in catalogue.ids()}
        works = {name: partial(renderer.render, one) for name, one in decks.items()}
        for work in works.values():
            work()
        found = {name: took.cpu_ms for name, took in times(works).items()}
        rows = [
            [name, ms, ms / found["plain"], catalogue.get(name).size_bytes]
            for name, ms in found.items()
        ]
    table("pictures in the template", ["", "CPU ms", "of plain", "bytes of the template"], rows)
    claim(
        "with 2 MB of pictures at most 1.5 times as long",
        holds=found["heavy"] <= 1.5 * found["plain"],
    )


def heavy_catalogue(folder: Path, template_id: str) -> Catalogue:
    """The template as `plain`, and as `heavy` with a large picture in its master."""
    open_template: Any = pptx.Presentation
    presentation: Any = open_template(TEMPLATES / f"{template_id}.pptx")
    noise = random.Random(1).randbytes(3 * PICTURE_SIDE_PX**2)
    picture = io.BytesIO()
    Image.frombytes("RGB", (PICTURE_SIDE_PX,) * 2, noise).save(picture, "PNG")
    master = presentation.slide_master
    _, link = master.part.get_or_add_image_part(picture)
    master.shapes._spTree.insert(2, etree.fromstring(_PICTURE.format(link=link)))
    presentation.save(folder / "heavy.pptx")
    (folder / "plain.pptx").write_bytes((TEMPLATES / f"{template_id}.pptx").read_bytes())
    for name in ("plain", "heavy"):
        (folder / f"{name}.json").write_bytes((TEMPLATES / f"{template_id}.json").read_bytes())
    return Catalogue(folder)


_PICTURE = (
    '<p:pic xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:nvPicPr>'
    '<p:cNvPr id="9999" name="Noise"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
    '<a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
)


def divide(renderer: Renderer, catalogue: Catalogue, template_id: str) -> None:
    """Where the time goes."""
    sample, source = deck(template_id), catalogue.get(template_id)
    binding = Binding(compile_template(source))
    template = binding.template
    told = [(slide.type, slide.content) for slide in sample.slides]
    pages = Fitting(template, sample.style).pages(told)

    def draw() -> list[Part]:
        return [
            part
            for number, page in enumerate(pages, start=1)
            for part in SlideDrawing(
                template,
                page.sketch,
                page.settings,
                number=number,
                language="en",
                upright=plain,
            ).parts()
        ]

    kept = dumped(template)
    found = times(
        {
            "sketch and fit": lambda: renderer.check(sample.style, told),
            "draw": draw,
            # Drawn anew each time, since a part is compressed only once.
            "draw, compress and pack": lambda: binding.bind(sample, draw(), len(pages)),
            "ten slides, whole": lambda: renderer.render(sample),
            "once: read the catalogue": lambda: Catalogue(TEMPLATES),
            "once: compile the template": lambda: compile_template(source),
            "or take it from the cache": lambda: Binding(loaded(kept, source)),
        }
    )
    table("where it goes", ["", "CPU ms"], [[name, took.cpu_ms] for name, took in found.items()])


def claim(text: str, *, holds: bool) -> None:
    print(f"{text}: {'holds' if holds else 'misses'}")


@contextmanager
def node_modules(told: argparse.Namespace) -> Iterator[Path | None]:
    if told.with_pptxgenjs:
        with installed_pptxgenjs() as folder:
            yield folder
    else:
        yield told.pptxgenjs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--template", default="default_16_9")
    parser.add_argument("--pptxgenjs", type=Path, metavar="FOLDER")
    parser.add_argument("--with-pptxgenjs", action="store_true")
    told = parser.parse_args()
    catalogue = Catalogue(TEMPLATES)
    renderer = Renderer(catalogue)
    started = time.perf_counter()
    renderer.render(deck(told.template))
    first_ms = (time.perf_counter() - started) * 1000
    with node_modules(told) as node:
        compare(renderer, catalogue, told.template, node)
    print()
    grow(renderer, told.template)
    fatten(told.template)
    print()
    divide(renderer, catalogue, told.template)
    print(f"the first deck of a process, with python-pptx: {first_ms:.0f} ms")


if __name__ == "__main__":
    main()
