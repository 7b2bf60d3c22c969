"""Pictures in a deck: upright, in RGB, no larger than a slide can show, without their notes."""

import io

import pytest
from PIL import Image, ImageCms, ImageOps

from generate_content.rendering.pictures import plain
from generate_content.slides.picture import Picture, decoding
from tests.slides.test_picture_file import with_exif

SIDEWAYS = 6


def picture(kind="JPEG", mode="RGB", size=(60, 40), turn=1, **options):
    exif = Image.Exif()
    exif[0x0112] = turn
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.paste(0, (0, 0, size[0] // 4, size[1] // 2))  # so that no turn leaves it as it is
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif, **options)
    return Picture(buffer.getvalue(), f"image/{kind.lower()}")


def opened(shown):
    return Image.open(io.BytesIO(shown.data))


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "I;16"])
def test_a_png_is_turned_to_the_pixel(turn, mode):
    given = picture("PNG", mode, turn=turn)
    wanted = ImageOps.exif_transpose(opened(given))
    shown = opened(plain(given))
    assert shown.size == wanted.size
    assert shown.convert("RGBA").tobytes() == wanted.convert("RGBA").tobytes()


@pytest.mark.parametrize(
    "note",
    [
        # XResolution typed BYTE, then Make typed FLOAT, which other readers give up on.
        b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x01\0\x01\0\0\0H\0\0\0"
        + bytes(4),
        b"II*\0\x08\0\0\0\x02\0\x0f\x01\x0b\0\x01\0\0\0\0\0\x80?\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
        + bytes(4),
    ],
)
def test_odd_exif_does_not_keep_a_picture_from_being_turned(note):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40)).save(buffer, "JPEG")
    given = Picture(with_exif(buffer.getvalue(), note), "image/jpeg")
    assert opened(plain(given)).size == (40, 60)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_plain_picture_is_not_recoded_but_loses_its_notes(kind):
    given = picture(kind)
    shown = plain(given)
    assert shown.data == given.file.pixels(given.data) != given.data
    assert not opened(shown).getexif()
    assert opened(shown).tobytes() == opened(given).tobytes()
    assert plain(shown) == shown


@pytest.mark.parametrize("turn", [1, SIDEWAYS])
def test_a_colour_profile_is_kept(turn):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    shown = plain(picture(turn=turn, icc_profile=profile))
    assert opened(shown).info["icc_profile"] == profile


@pytest.mark.parametrize("turn", [1, SIDEWAYS])
def test_cmyk_becomes_rgb_without_the_profile_of_its_inks(turn):
    shown = opened(plain(picture(mode="CMYK", turn=turn, icc_profile=b"inks" * 50)))
    assert shown.mode == "RGB"
    assert "icc_profile" not in shown.info


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((6000, 4000), (2000, 3000)),
        ((3000, 10), (10, 3000)),
        ((3500, 1000), (857, 3000)),
        ((1000, 800), (800, 1000)),
    ],
)
def test_what_is_recoded_is_no_larger_than_a_slide_can_show(size, shown):
    assert opened(plain(picture(size=size, mode="L", turn=SIDEWAYS))).size == shown


def test_an_upright_picture_keeps_its_size():
    with decoding(plain(picture(size=(3500, 100), mode="L"))) as image:
        assert image.size == (3500, 100)
