"""Pixels are told from the notes beside them, however broken those are."""

import io
import random
import struct
import warnings
import zlib

import pytest
from PIL import Image

from generate_content.slides.picture import Picture, decoding
from generate_content.slides.picture_file import BrokenPictureError, dissect

SIZE = (24, 16)
ICC = b"ICC_PROFILE\0\x01\x01" + b"profile" * 20


def encoded(kind, mode="RGB", **options):
    buffer = io.BytesIO()
    Image.effect_noise(SIZE, 60).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def chunk(kind, body):
    check = zlib.crc32(kind + body)
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", check)


def with_exif(data, tiff):
    """The same pixels with that as their EXIF."""
    if data.startswith(b"\xff\xd8"):
        return data[:2] + segment(0xE1, b"Exif\0\0" + tiff) + data[2:]
    return data[:33] + chunk(b"eXIf", tiff) + data[33:]


def tiff(*entries, order="<"):
    """A directory of tag, type and value (a SHORT's, or raw bytes)."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}L", 8)
    rows = b"".join(
        struct.pack(f"{order}HHL", tag, kind, 1)
        + (value if isinstance(value, bytes) else struct.pack(f"{order}Hxx", value))
        for tag, kind, value in entries
    )
    return head + struct.pack(f"{order}H", len(entries)) + rows + bytes(4)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_the_orientation_is_read(kind, order, turn):
    note = tiff((0x010F, 2, b"Me\0\0"), (0x0112, 3, turn), order=order)
    assert dissect(with_exif(encoded(kind), note)).orientation == turn


@pytest.mark.parametrize(
    "entries",
    [
        [(0x0112, 3, 6), (0x011A, 1, b"\x48\0\0\0")],  # XResolution typed BYTE
        [(0x010F, 11, b"\0\0\x80\x3f"), (0x0112, 3, 6)],  # Make typed FLOAT
        [(0x010F, 999, b"odd!"), (0x0112, 3, 6), (0x8769, 4, b"\xff\xff\xff\xff")],
    ],
)
def test_other_tags_may_be_typed_oddly(entries):
    assert dissect(with_exif(encoded("JPEG"), tiff(*entries))).orientation == 6


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"II",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"XX*\0\x08\0\0\0",
        tiff((0x0112, 3, 6))[:15],
        tiff((0x0112, 3, 0)),
        tiff((0x0112, 3, 9)),
        tiff((0x0112, 2, b"6\0\0\0")),
        tiff(),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_unreadable_orientation_is_none(note, kind):
    assert dissect(with_exif(encoded(kind), note)).orientation == 1


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpegs_notes_are_left_out_and_its_colours_kept(mode):
    data = encoded("JPEG", mode)
    notes = segment(0xE1, b"Exif\0\0II") + segment(0xED, b"Photoshop") + segment(0xFE, b"Hello")
    noted = data[:2] + notes + segment(0xE2, b"MPF\0II") + segment(0xE2, ICC) + data[2:]
    assert dissect(noted).pixels(noted) == data[:2] + segment(0xE2, ICC) + data[2:]
    assert (dissect(noted).width, dissect(noted).height) == SIZE
    assert (dissect(noted).channels == 4) == (mode == "CMYK")


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 1}])
def test_what_follows_a_jpegs_end_is_left_out(options):
    data = encoded("JPEG", **options)
    film = data + b"film" + encoded("JPEG")
    assert dissect(film).pixels(film) == data


def test_a_jpeg_without_its_end_mark_is_left_to_the_decoder():
    data = encoded("JPEG")[:-2]
    assert dissect(data).pixels(data) == data


def test_a_jpeg_of_very_many_scans_is_refused_undecoded():
    """42 bytes can make a decoder go over 25 megapixels once more."""
    data = encoded("JPEG", progressive=True)[:-2]
    scan = data[data.rindex(b"\xff\xda") :]
    dissect(data + scan * 30 + b"\xff\xd9")
    with pytest.raises(BrokenPictureError):
        dissect(data + scan * 60 + b"\xff\xd9")


def test_a_pngs_notes_are_left_out_and_its_colours_kept():
    data = encoded("PNG")
    gamma, text = chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"tEXt", b"Author\0Me")
    noted = data[:33] + text + gamma + data[33:] + b"and more"
    assert dissect(noted).pixels(noted) == data[:33] + gamma + data[33:]
    assert (dissect(noted).width, dissect(noted).height) == SIZE


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_file_that_ends_too_soon_is_broken(kind):
    data = encoded(kind)
    for end in range(8, 45):
        with pytest.raises(BrokenPictureError):
            dissect(data[:end])


def test_other_files_are_neither():
    assert dissect(encoded("GIF", "P")) is None
    assert dissect(b"") is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_whatever_its_exif_holds_a_picture_decodes_without_a_warning(kind):
    rng, data = random.Random(2), encoded(kind)
    whole = Image.Exif()
    whole.update({0x0112: 6, 0x010F: "Maker", 0x011A: 72.0, 0x0128: 2, 0x9003: "2024"})
    sound = whole.tobytes().removeprefix(b"Exif\0\0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(400):
            note = bytearray(sound)
            for _ in range(rng.choice((1, 2, 8))):
                note[rng.randrange(len(note))] = rng.choice((0, 1, 255, rng.randrange(256)))
            noted = with_exif(data, bytes(note[: rng.choice((len(note), rng.randrange(99)))]))
            picture = Picture(noted, f"image/{kind.lower()}")
            assert picture.file.orientation in range(1, 9)
            with decoding(picture) as image:
                image.load()
                assert image.size == SIZE
