from __future__ import annotations

import base64
import io

import pytest
from PIL import Image as PILImage

from generate_content.slides.fields import Image, InvalidField, Text, TextList

TEXT = Text(place="title", help="A title.", max_length=10, brief=5)
LIST = TextList(
    place="body", help="Points.", max_items=3, max_length=10, brief=5, brief_items=2, from_text=True
)
IMAGE = Image(place="picture", help="A picture.")


def problems(field, value):
    with pytest.raises(InvalidField) as caught:
        field.clean(value)
    return caught.value.problems


@pytest.mark.parametrize("value", [3, 3.5, True, None, [], {}, ["a"], {"a": 1}])
def test_text_takes_nothing_but_strings(value):
    assert problems(TEXT, value) == ["Not a valid string."]


@pytest.mark.parametrize("value", ["", "  ", "\n\t", "\u2028"])
def test_blank_text_is_refused(value):
    assert problems(TEXT, value) == ["This field may not be blank."]


def test_too_long_text_is_refused_with_both_numbers():
    message = "Ensure this field has no more than 10 characters (it has 11)."
    assert problems(TEXT, "x" * 11) == [message]


@pytest.mark.parametrize(
    "bad", [chr(point) for point in (0x00, 0x08, 0x1F, 0x7F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)]
)
def test_what_xml_cannot_carry_is_refused_by_its_code_point(bad):
    assert problems(TEXT, f"a{bad}b") == [
        f"Contains U+{ord(bad):04X} at position 1, which no slide can show."
    ]


@pytest.mark.parametrize(
    "line_break", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
)
def test_every_kind_of_line_break_is_one_line_feed(line_break):
    assert TEXT.clean(f"a{line_break}b") == "a\nb"


@pytest.mark.parametrize(
    "text", ["<b>&amp;", "{{ x }}", "../../etc", "مرحبا", "漢字", "👩‍👩‍👧", "a\tb"]
)
def test_any_other_text_is_kept_as_sent(text):
    assert TEXT.clean(text) == text


def test_list_names_each_wrong_item_by_its_position():
    assert problems(LIST, ["ok", 3, ""]) == {
        "1": ["Not a valid string."],
        "2": ["This field may not be blank."],
    }


@pytest.mark.parametrize(
    ("value", "kind"), [(3, "number"), (None, "null"), ({}, "object"), (True, "boolean")]
)
def test_list_says_which_type_it_got(value, kind):
    assert problems(LIST, value) == [f'Expected a list of items but got type "{kind}".']


def test_empty_and_too_long_lists_are_refused():
    assert problems(LIST, []) == ["This list may not be empty."]
    assert problems(LIST, ["a"] * 4) == ["Ensure this list has no more than 3 items (it has 4)."]


def test_one_string_with_line_breaks_is_a_list_of_lines():
    assert LIST.clean("a\r\n\nb") == ("a", "b") == LIST.clean(["a", "b"])


def test_blank_string_for_a_list_is_an_empty_list():
    assert problems(LIST, " \n ") == ["This list may not be empty."]


def test_writers_keep_to_tighter_limits():
    assert TEXT.clean("x" * 6) == "x" * 6
    assert problems(TEXT.written(), "x" * 6)
    assert problems(LIST.written(), ["a", "b", "c"])
    assert "At most 5 characters" in str(TEXT.written().schema()["description"])


def data_uri(kind="PNG", content_type="image/png", size=(3, 2), mode="RGB"):
    file = io.BytesIO()
    PILImage.new(mode, size).save(file, kind)
    return f"data:{content_type};base64,{base64.b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("kind", "content_type", "mode"),
    [
        ("PNG", "image/png", "RGB"),
        ("PNG", "image/png", "RGBA"),
        ("PNG", "image/png", "I;16"),
        ("PNG", "image/png", "P"),
        ("JPEG", "image/jpeg", "RGB"),
        ("JPEG", "image/jpeg", "CMYK"),
        ("JPEG", "image/jpeg", "L"),
    ],
)
def test_pictures_of_every_colour_mode_are_taken(kind, content_type, mode):
    picture = IMAGE.clean(data_uri(kind, content_type, mode=mode))
    assert picture.content_type == content_type
    assert IMAGE.echo(picture) == {
        "type": content_type,
        "size_bytes": len(picture.data),
        "sha256": picture.sha256,
    }


@pytest.mark.parametrize(
    "value",
    [
        "hello",
        "http://example.org/x.png",
        "data:image/svg+xml;base64,AAAA",
        "data:image/gif;base64,AAAA",
        "data:image/png;base64,????",
        "data:image/png;base64,AAAA",
        "data:image/png;base64,",
        data_uri("JPEG", "image/png"),
        data_uri("PNG", "image/jpeg"),
        data_uri(size=(100, 100))[:-40],
        data_uri(size=(8000, 8000), mode="1"),
        7,
    ],
)
def test_what_is_no_whole_picture_is_refused(value):
    assert problems(IMAGE, value)


def test_truncated_jpeg_is_refused():
    uri = data_uri("JPEG", "image/jpeg", size=(200, 200))
    data = base64.b64decode(uri.split(",")[1])
    cut = base64.b64encode(data[: len(data) // 2]).decode()
    assert problems(IMAGE, f"data:image/jpeg;base64,{cut}") == [
        "The picture is not a whole, valid JPEG."
    ]


def test_too_many_bytes_are_refused_before_they_are_decoded():
    assert problems(IMAGE, "data:image/png;base64," + "A" * 8_000_000) == [
        "The picture may have at most 5242880 bytes."
    ]
