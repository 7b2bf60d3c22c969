"""Pictures as every application shows them, and cut to their frame."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from generate_content.rendering.package import Part
from generate_content.rendering.template import Frame
from generate_content.slides.picture import Picture

_FULL = 100_000  # per cent, in thousandths
_ORIENTATION = 0x0112  # EXIF; 1: as stored
_JPEG_QUALITY = 95


def plain(picture: Picture) -> Picture:
    """The picture upright and in RGB, recoded only if need be.

    PowerPoint does not heed a camera's note which side is up, and shows CMYK in its own way.
    """
    with Image.open(io.BytesIO(picture.data)) as image:
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        if not turned and image.mode != "CMYK":
            return picture
        made = ImageOps.exif_transpose(image)
        if made.mode == "CMYK":
            made = made.convert("RGB")
        buffer = io.BytesIO()
        kind = "PNG" if picture.content_type == "image/png" else "JPEG"
        made.save(buffer, kind, quality=_JPEG_QUALITY, exif=b"")
    return Picture(buffer.getvalue(), picture.content_type)


def crop(picture: Picture, frame: Frame) -> str:
    """Cuts away as much on both sides as makes the picture's shape the frame's."""
    with Image.open(io.BytesIO(picture.data)) as image:
        given, wanted = image.width / image.height, frame.width / frame.height
    if given > wanted:
        side = round((1 - wanted / given) / 2 * _FULL)
        return f'<a:srcRect l="{side}" r="{side}"/>'
    side = round((1 - given / wanted) / 2 * _FULL)
    return f'<a:srcRect t="{side}" b="{side}"/>'


def media(picture: Picture) -> Part:
    """The part that holds it: the same one for the same picture."""
    extension = picture.content_type.rpartition("/")[2]
    name = f"/ppt/media/{picture.sha256[:32]}.{extension}"
    return Part(name, picture.content_type, picture.data)
