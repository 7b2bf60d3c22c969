"""Text levels and placeholders.

Every placeholder carries its whole typography itself (size, line spacing, space before, insets,
anchor): a program that fits text reads one element only, not the chain of inheritance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from .canvas import Box, emu
from .draw import TX1, TX2, Ids, Paint


@dataclass(frozen=True)
class Bullet:
    glyph: str
    hang: float
    size: int = 100
    paint: Paint = TX1

    def xml(self) -> str:
        # Arial holds every glyph in use and has a metric twin on any system.
        return (
            f'<a:buClr>{self.paint.color()}</a:buClr><a:buSzPct val="{self.size * 1000}"/>'
            f'<a:buFont typeface="Arial"/><a:buChar char={quoteattr(self.glyph)}/>'
        )


@dataclass(frozen=True)
class Numbers:
    """Automatic numbers in place of a bullet."""

    hang: float
    face: str = "+mn-lt"
    paint: Paint = TX2

    def xml(self) -> str:
        return (
            f'<a:buClr>{self.paint.color()}</a:buClr><a:buSzPct val="100000"/>'
            f'<a:buFont typeface="{self.face}"/><a:buAutoNum type="arabicPlain"/>'
        )


@dataclass(frozen=True)
class Level:
    """One paragraph level.  Sizes and spaces in points, line spacing in per cent."""

    size: float
    line: int = 100
    before: float = 0.0
    paint: Paint = TX1
    face: str = "+mn"
    bold: bool = False
    italic: bool = False
    align: str = "l"
    left: float = 0.0
    bullet: Bullet | Numbers | None = None
    track: int = 0

    def xml(self, number: int) -> str:
        hang = self.bullet.hang if self.bullet else 0.0
        mark = self.bullet.xml() if self.bullet else "<a:buNone/>"
        return (
            f'<a:lvl{number}pPr marL="{emu(self.left + hang)}" indent="{-emu(hang)}" '
            f'algn="{self.align}" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
            f'hangingPunct="1"><a:lnSpc><a:spcPct val="{self.line * 1000}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{mark}{self._run()}</a:lvl{number}pPr>'
        )

    def _run(self) -> str:
        track = f' spc="{self.track}"' if self.track else ""
        faces = "".join(
            f'<a:{tag} typeface="{self.face}-{script}"/>'
            for tag, script in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
        )
        return (
            f'<a:defRPr sz="{round(self.size * 100)}" b="{int(self.bold)}" '
            f'i="{int(self.italic)}"{track} kern="1200">{self.paint.fill()}{faces}</a:defRPr>'
        )


def levels_xml(levels: Sequence[Level]) -> str:
    return "".join(level.xml(number) for number, level in enumerate(levels, 1))


def fill_levels(levels: Sequence[Level], wanted: int = 9) -> tuple[Level, ...]:
    """Deeper levels a person may add: the last one again, a step further in, never under 12 pt."""
    out = list(levels)
    while len(out) < wanted:
        last = out[-1]
        step = last.bullet.hang if last.bullet else 0.25
        out.append(replace(last, size=max(12.0, last.size - 2), left=last.left + step))
    return tuple(out)


@dataclass(frozen=True)
class Insets:
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


NO_INSETS = Insets()


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of a layout or master; ``role`` is its name in the description file."""

    role: str
    kind: str
    idx: int
    name: str
    prompt: str
    box: Box
    levels: tuple[Level, ...]
    anchor: str = "t"
    insets: Insets = NO_INSETS
    size: str | None = None
    radius: float = 0.0
    """Of its corners; a picture put into it is cut to them."""

    def xml(self, ids: Ids, *, custom_prompt: bool) -> str:
        locks = ' noChangeAspect="1"' if self.kind == "pic" else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.take()}" name={quoteattr(self.name)}/>'
            f'<p:cNvSpPr><a:spLocks noGrp="1"{locks}/></p:cNvSpPr>'
            f"<p:nvPr>{self._ph(custom_prompt=custom_prompt)}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{self.box.xfrm()}{self._outline()}"
            f"{self._ground()}</p:spPr><p:txBody>{self._body_pr()}"
            f"<a:lstStyle>{levels_xml(self.levels)}</a:lstStyle>{self._paragraphs()}"
            "</p:txBody></p:sp>"
        )

    def _ph(self, *, custom_prompt: bool) -> str:
        size = f' sz="{self.size}"' if self.size else ""
        idx = f' idx="{self.idx}"' if self.idx else ""
        prompt = ' hasCustomPrompt="1"' if custom_prompt and self.kind != "sldNum" else ""
        return f'<p:ph type="{self.kind}"{size}{idx}{prompt}/>'

    def _outline(self) -> str:
        if not self.radius:
            return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        share = round(100_000 * self.radius / min(self.box.w, self.box.h))
        guide = f'<a:gd name="adj" fmla="val {share}"/>'
        return f'<a:prstGeom prst="roundRect"><a:avLst>{guide}</a:avLst></a:prstGeom>'

    def _ground(self) -> str:
        # An empty picture frame shows in the editor; a filled one covers this completely.
        return Paint("bg2").fill() if self.kind == "pic" else ""

    def _body_pr(self) -> str:
        i = self.insets
        return (
            f'<a:bodyPr vert="horz" wrap="square" lIns="{emu(i.left)}" tIns="{emu(i.top)}" '
            f'rIns="{emu(i.right)}" bIns="{emu(i.bottom)}" rtlCol="0" anchor="{self.anchor}">'
            "<a:noAutofit/></a:bodyPr>"
        )

    def _paragraphs(self) -> str:
        if self.kind == "sldNum":
            return (
                '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="en-US"/></a:p>'
            )
        return "".join(
            f'<a:p><a:pPr lvl="{number}"/><a:r><a:rPr lang="en-US"/>'
            f"<a:t>{escape(text)}</a:t></a:r></a:p>"
            for number, text in enumerate(self.prompt.split("\n"))
        )
