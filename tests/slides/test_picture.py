"""Only pictures that every application can show come through."""

import base64
import io
import os
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from PIL import Image

from generate_content.slides import picture as module
from generate_content.slides.picture import (
    MAX_ASPECT,
    MAX_PIXELS,
    MAX_REMEMBERED,
    picture_from_data_uri,
)

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


@pytest.mark.parametrize("side", ["width", "height"])
def test_a_picture_of_which_a_frame_shows_a_sliver_is_refused(side):
    long, most = (3 * MAX_ASPECT + 1, 3), (3 * MAX_ASPECT, 3)
    if side == "height":
        long, most = long[::-1], most[::-1]
    picture_from_data_uri(uri(encoded("PNG", size=most), "png"), max_bytes=LIMIT)
    with pytest.raises(ValueError, match=f"at most {MAX_ASPECT} times the shorter"):
        picture_from_data_uri(uri(encoded("PNG", size=long), "png"), max_bytes=LIMIT)


def test_a_phones_largest_picture_comes_through():
    data = encoded("JPEG", "L", size=(5712, 4284))
    assert picture_from_data_uri(uri(data, "jpeg"), max_bytes=LIMIT).data == data


def test_pixels_are_decoded_one_picture_at_a_time(monkeypatch):
    decoding = module.decoding
    inside, most = [], []

    @contextmanager
    def counted(picture):
        with decoding(picture) as image:
            inside.append(1)
            most.append(len(inside))
            yield image
            inside.pop()

    monkeypatch.setattr(module, "decoding", counted)
    uris = [uri(encoded("PNG", size=(700, 500 + n)), "png") for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: picture_from_data_uri(one, max_bytes=LIMIT), uris))
    assert most == [1] * 8


def test_pixels_are_gone_when_they_were_looked_at():
    picture = picture_from_data_uri(uri(encoded("PNG"), "png"), max_bytes=LIMIT)
    with module.decoding(picture) as image:
        image.load()
    with pytest.raises(ValueError, match="closed"):
        image.getpixel((0, 0))


@pytest.mark.parametrize("end", [None, -30])
def test_the_same_picture_is_decoded_once_whether_sound_or_not(monkeypatch, end):
    looked = []
    decodes = module._decodes
    monkeypatch.setattr(module, "_decodes", lambda one: looked.append(1) or decodes(one))
    data = Image.effect_noise((101, 99), 80)
    buffer = io.BytesIO()
    data.save(buffer, "JPEG")
    text = uri(buffer.getvalue()[:end], "jpeg")
    for _ in range(3):
        try:
            picture_from_data_uri(text, max_bytes=LIMIT)
        except ValueError:
            assert end
    assert len(looked) == 1


def test_verdicts_are_forgotten_in_time():
    for number in range(MAX_REMEMBERED + 5):
        with pytest.raises(ValueError, match="not a whole, valid PNG"):
            picture_from_data_uri(uri(b"%d" % number, "png"), max_bytes=LIMIT)
    assert len(module._VERDICTS) == MAX_REMEMBERED


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


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_very_many_parts_is_refused(kind):
    from generate_content.slides.picture_file import MAX_PARTS, BrokenPictureError, dissect

    file = io.BytesIO()
    Image.new("L", (8, 8)).save(file, kind)
    data = file.getvalue()
    part = b"\xff\xfe\x00\x02" if kind == "JPEG" else b"\0\0\0\0IDAT\x35\xaf\x06\x1e"
    at = 2 if kind == "JPEG" else 33
    assert dissect(data[:at] + part * 100 + data[at:])
    with pytest.raises(BrokenPictureError):
        dissect(data[:at] + part * MAX_PARTS + data[at:])
