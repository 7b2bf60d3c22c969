"""A picture of the template's own, of native shapes in the theme's colours."""

from __future__ import annotations

from dataclasses import dataclass

from generate_content.rendering.template import Frame


@dataclass(frozen=True)
class Group:
    xml: str
    last_id: int


def draw(_style: str, _seed: str, frame: Frame, first_id: int) -> Group:
    xml = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{first_id}" name="Artwork" descr="Decoration"/>'
        "<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{frame.left}" y="{frame.top}"/>'
        f'<a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>'
    )
    return Group(xml, first_id)
