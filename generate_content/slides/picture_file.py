"""What a PNG or JPEG file is made of, told without decoding it.

Decoders stumble over broken notes (EXIF, thumbnails, text) beside sound pixels. Here they are
told apart, so that a decoder is given the pixels alone.

Source: PNG, third edition, clauses 5 and 11; ITU-T T.81, annex B; Exif 2.32, clause 4.6.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_PIXELS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PNG_COLOURS = {b"cHRM", b"gAMA", b"iCCP", b"sRGB"}
_JPEG_SIGNATURE = b"\xff\xd8"
# Within a scan, FF 00 is a byte of its data and D0 to D7 are no more than milestones.
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # any SOF, however it is coded
_JPEG_BARE = {0x01, 0xD8}  # markers without a segment
_JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD9, 0xDA, 0xFE
_MAX_SCANS = 50  # encoders make 1 to 20; each may cost 17 ms and take 42 bytes
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_ICC_HEAD_BYTES = len(_ICC) + 2  # and which of how many parts
_ORIENTATION = 0x0112
_AS_STORED = 1
_INTEGERS = {1: "B", 3: "H", 4: "L"}  # EXIF's types; a SHORT, if the writer kept to the standard


class BrokenPictureError(ValueError):
    """The file ends too soon, a check sum is wrong, or it is made to take long."""


@dataclass(frozen=True)
class PictureFile:
    """Size in pixels, as stored. `spans` are the bytes, from and to, that the pixels need."""

    kind: Literal["PNG", "JPEG"]
    width: int
    height: int
    channels: int | None  # a JPEG's; 4 is CMYK
    exif: bytes
    spans: tuple[tuple[int, int], ...]

    def pixels(self, data: bytes) -> bytes:
        """The file without what is noted beside its pixels; a colour profile is kept."""
        return b"".join(data[start:end] for start, end in self.spans)

    @property
    def orientation(self) -> int:
        """EXIF's, 1 to 8; 1, as stored, if none can be read."""
        tiff = self.exif.removeprefix(_EXIF)
        order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
        if order is None:
            return _AS_STORED
        try:
            return next(_orientations(tiff, order), _AS_STORED)
        except struct.error:  # cut off
            return _AS_STORED


def _orientations(tiff: bytes, order: str) -> Iterator[int]:
    (directory,) = struct.unpack_from(f"{order}4xL", tiff)
    (count,) = struct.unpack_from(f"{order}H", tiff, directory)
    for number in range(count):
        entry = directory + 2 + 12 * number
        tag, kind = struct.unpack_from(f"{order}HH", tiff, entry)
        if tag == _ORIENTATION and kind in _INTEGERS:
            (value,) = struct.unpack_from(order + _INTEGERS[kind], tiff, entry + 8)
            yield value if value in range(1, 9) else _AS_STORED


MAX_PARTS = 20_000
"""Chunks or segments; real pictures have some hundred, and each costs time here and later."""


def dissect(data: bytes) -> PictureFile | None:
    """The file's parts; None if it is neither PNG nor JPEG. Raises: BrokenPictureError."""
    try:
        if data.startswith(_PNG_SIGNATURE):
            return _png(data)
        if data.startswith(_JPEG_SIGNATURE):
            return _jpeg(data)
    except struct.error as error:
        raise BrokenPictureError from error
    return None


def _png(data: bytes) -> PictureFile:
    (width, height), exif = struct.unpack_from(">LL", data, 16), b""
    spans = [(0, len(_PNG_SIGNATURE))]
    kind, at, parts = b"", len(_PNG_SIGNATURE), 0
    while kind != b"IEND":
        parts += 1
        if parts > MAX_PARTS:
            raise BrokenPictureError
        size, kind = struct.unpack_from(">L4s", data, at)
        end = at + 12 + size
        (check,) = struct.unpack_from(">L", data, end - 4)
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != check:
            raise BrokenPictureError
        if kind in _PNG_PIXELS | _PNG_COLOURS:
            _join(spans, at, end)
        elif kind == b"eXIf":
            exif = data[at + 8 : end - 4]
        at = end
    return PictureFile("PNG", width, height, None, exif, tuple(spans))


def _jpeg(data: bytes) -> PictureFile:
    width = height = channels = scans = 0
    exif, spans = b"", [(0, len(_JPEG_SIGNATURE))]
    for number, (marker, start, end) in enumerate(_segments(data)):
        if number == MAX_PARTS:
            raise BrokenPictureError
        body = data[start + 4 : end] if marker != _JPEG_SCAN else b""
        if marker in _JPEG_FRAMES:
            height, width, channels = struct.unpack_from(">xHHB", body)
        elif marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body
        scans += marker == _JPEG_SCAN
        if _colours_pixels(marker, body):
            _join(spans, start, end)
    if not 0 < scans <= _MAX_SCANS:
        raise BrokenPictureError
    return PictureFile("JPEG", width, height, channels, exif, tuple(spans))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each up to the picture's end; a scan's end is that of its data.

    What follows, a film or a second picture, is not shown.
    """
    at = len(_JPEG_SIGNATURE)
    while found := _JPEG_MARKER.search(data, at):
        marker, at, start = found[1][0], found.end(), found.end() - 2
        if marker not in _JPEG_BARE | {_JPEG_END}:
            (size,) = struct.unpack_from(">H", data, at)
            at += size
            if size < 2 or at > len(data):  # noqa: PLR2004 the size counts its own two bytes
                raise BrokenPictureError
        if marker == _JPEG_SCAN:
            following = _JPEG_MARKER.search(data, at)
            at = following.end() - 2 if following else len(data)
        if marker not in _JPEG_BARE:
            yield marker, start, at
        if marker == _JPEG_END:
            return


def _colours_pixels(marker: int, body: bytes) -> bool:
    """APP0 and APP14 tell how colours are coded, a part of APP2 what they mean."""
    if marker == _APP2:
        return body.startswith(_ICC) and len(body) >= _ICC_HEAD_BYTES
    return marker in {_APP0, _APP14} or not (_APP0 <= marker <= _APP15 or marker == _JPEG_COMMENT)


def _join(spans: list[tuple[int, int]], start: int, end: int) -> None:
    """Adds a span, to the last one if they touch."""
    if spans[-1][1] == start:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))
