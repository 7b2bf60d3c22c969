"""Pictures as every application shows them, and cut to their frame."""

from __future__ import annotations

import io

from PIL import Image

from generate_content.rendering.package import Part
from generate_content.rendering.places import Frame
from generate_content.slides.picture import Picture, decoding

_FULL = 100_000  # per cent, in thousandths
_CMYK_CHANNELS = 4
_JPEG_QUALITY = 95
_MAX_SIDE_PX = 3000  # of what is recoded anyway; fills half a slide on a screen of 3840 px

# What sets a picture upright, by its EXIF orientation. Source: Exif 2.32, 4.6.4, tag 274.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def plain(picture: Picture) -> Picture:
    """The picture upright and in RGB, without its notes; recoded only if need be.

    PowerPoint does not heed a camera's note which side is up, and shows CMYK in its own way. The
    notes may also be broken, or tell where the caller lives.
    """
    turn = _TURNS.get(picture.file.orientation)
    if turn is None and picture.file.channels != _CMYK_CHANNELS:
        return Picture(picture.file.pixels(picture.data), picture.content_type)
    return _recoded(picture, turn)


def _recoded(picture: Picture, turn: Image.Transpose | None) -> Picture:
    with decoding(picture) as image:
        profile = None if image.mode == "CMYK" else image.info.get("icc_profile")
        if picture.file.kind == "JPEG":
            _shrink(image)
        made = image.convert("RGB") if image.mode == "CMYK" else image
        made = made if turn is None else made.transpose(turn)
        buffer = io.BytesIO()
        made.save(buffer, picture.file.kind, quality=_JPEG_QUALITY, icc_profile=profile)
    return Picture(buffer.getvalue(), picture.content_type)


def _shrink(image: Image.Image) -> None:
    """Decodes no more than a slide can show: a JPEG can be read at a half, quarter or eighth."""
    share = _MAX_SIDE_PX / max(image.size)
    size = round(image.width * share), round(image.height * share)
    if share < 1:
        image.draft(None, size)
        image.thumbnail((_MAX_SIDE_PX, _MAX_SIDE_PX), reducing_gap=None)


def crop(picture: Picture, frame: Frame) -> str:
    """Cuts away as much on both sides as makes the picture's shape the frame's."""
    given, wanted = picture.file.width / picture.file.height, frame.width / frame.height
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
