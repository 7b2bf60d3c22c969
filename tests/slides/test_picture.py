"""Only pictures that every application can show come through."""

import base64
import io
import os
import struct
import zlib

import pytest
from PIL import Image

from generate_content.slides.picture import MAX_PIXELS, picture_from_data_uri

LIMIT = 5 * 1024 * 1024


def encoded(kind, mode="RGB", size=(30, 20), **options):
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def uri(data, kind):
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def blank_png(width, height):
    """A file that claims to be that large."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*one) for one in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )


NOISE = Image.frombytes("RGB", (100, 80), os.urandom(24_000))


def noisy(kind):
    buffer = io.BytesIO()
    NOISE.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        *((encoded("PNG", mode), "png") for mode in ("RGB", "RGBA", "P", "L", "1", "I;16")),
        *((encoded("JPEG", mode), "jpeg") for mode in ("RGB", "L", "CMYK")),
        (encoded("JPEG", progressive=True), "jpeg"),
        (encoded("MPO", save_all=True, append_images=[Image.new("RGB", (30, 20), "red")]), "jpeg"),
    ],
)
def test_usual_pictures_come_through_unchanged(data, kind):
    picture = picture_from_data_uri(uri(data, kind), max_bytes=LIMIT)
    assert picture.data == data
    assert picture.content_type == f"image/{kind}"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "png"),
        (b"<svg/>", "png"),
        (encoded("GIF", "P"), "png"),
        (encoded("WEBP"), "jpeg"),
        (encoded("JPEG"), "png"),
        (encoded("PNG"), "jpeg"),
        (noisy("PNG")[:-30], "png"),
        (noisy("PNG")[:-12], "png"),
        (noisy("JPEG")[:-20], "jpeg"),
        (noisy("JPEG")[:1000], "jpeg"),
        (blank_png(0, 5), "png"),
        (blank_png(10, 10)[:40] + b"x" + blank_png(10, 10)[41:], "png"),
    ],
)
def test_broken_or_misnamed_pictures_are_refused(data, kind):
    with pytest.raises(ValueError, match="The picture is"):
        picture_from_data_uri(uri(data, kind), max_bytes=LIMIT)


@pytest.mark.parametrize("side", [7000, 12_000, 30_000, 100_000])
def test_a_picture_of_too_many_pixels_is_refused_undecoded(side):
    assert side * side > MAX_PIXELS
    with pytest.raises(ValueError, match=f"at most {MAX_PIXELS} pixels"):
        picture_from_data_uri(uri(blank_png(side, side), "png"), max_bytes=LIMIT)


@pytest.mark.parametrize(
    "text",
    ["", "x", "data:image/gif;base64,AAAA", "data:image/png,AAAA", "https://a.example/x.png"],
)
def test_what_is_no_data_uri_of_a_picture_is_refused(text):
    with pytest.raises(ValueError, match="base64 data URI"):
        picture_from_data_uri(text, max_bytes=LIMIT)


def test_what_is_no_base64_is_refused():
    with pytest.raises(ValueError, match="not valid base64"):
        picture_from_data_uri("data:image/png;base64,!!!", max_bytes=LIMIT)


def test_too_many_bytes_are_refused_before_they_are_decoded():
    with pytest.raises(ValueError, match="at most 100 bytes"):
        picture_from_data_uri("data:image/png;base64," + "A" * 1000, max_bytes=100)
