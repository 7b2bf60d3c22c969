"""The ZIP and the relations of a package."""

import hashlib
import io
import zipfile

import pytest
from lxml import etree

from generate_content.rendering.package import Base, Packer, Part, Relationship, relationships_xml

SLIDE = Part("/ppt/slides/slide1.xml", "application/x+xml", b"<a/>")
PICTURE = Part("/ppt/media/one.png", "image/png", b"\x89PNG" * 100)


def pack(base, parts, relationships=()):
    return Packer(Base.of(base, relationships)).pack(parts)


@pytest.fixture
def packed():
    slide = Part(
        SLIDE.name,
        SLIDE.content_type,
        SLIDE.data,
        (
            Relationship("rId1", "image", PICTURE.name),
            Relationship("rId2", "link", 'https://a.example/?a=1&b="', external=True),
        ),
    )
    made = pack([PICTURE], [slide], [Relationship("rId1", "office", slide.name)])
    return zipfile.ZipFile(io.BytesIO(made.data))


def test_python_reads_what_was_packed(packed):
    assert packed.testzip() is None
    assert packed.read("ppt/media/one.png") == PICTURE.data


def test_relations_and_base_come_first_and_each_half_is_sorted(packed):
    assert packed.namelist() == [
        "_rels/.rels",
        "ppt/media/one.png",
        "[Content_Types].xml",
        "ppt/slides/slide1.xml",
        "ppt/slides/_rels/slide1.xml.rels",
    ]


def test_every_entry_has_the_same_date(packed):
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_targets_are_relative_and_links_are_escaped(packed):
    rels = etree.fromstring(packed.read("ppt/slides/_rels/slide1.xml.rels"))
    assert [rel.get("Target") for rel in rels] == [
        "../media/one.png",
        'https://a.example/?a=1&b="',
    ]
    assert [rel.get("TargetMode") for rel in rels] == [None, "External"]
    root = etree.fromstring(packed.read("_rels/.rels"))
    assert root[0].get("Target") == "ppt/slides/slide1.xml"


def test_a_picture_has_its_type_by_extension_and_a_part_by_name(packed):
    types = etree.fromstring(packed.read("[Content_Types].xml"))
    told = {row.get("Extension") or row.get("PartName"): row.get("ContentType") for row in types}
    assert told["png"] == "image/png"
    assert told["/ppt/slides/slide1.xml"] == "application/x+xml"


def test_the_order_of_the_parts_does_not_matter():
    other = Part("/ppt/slides/slide2.xml", "application/x+xml", b"<b/>")
    assert pack([PICTURE], [SLIDE, other]) == pack([PICTURE], [other, SLIDE])
    assert pack([SLIDE, other], [PICTURE]) == pack([other, SLIDE], [PICTURE])


def test_the_hash_is_that_of_the_bytes():
    packer = Packer(Base.of([PICTURE], []))
    for parts in ([SLIDE], [], [SLIDE]):  # one packing leaves no trace in the next
        data, sha256 = packer.pack(parts)
        assert sha256 == hashlib.sha256(data).hexdigest()


def test_what_is_compressed_already_is_stored():
    drawing = Part("/ppt/media/two.svg", "image/svg+xml", b"<svg/>" * 100)
    made = zipfile.ZipFile(io.BytesIO(pack([drawing], [PICTURE, SLIDE]).data))
    methods = {entry.filename: entry.compress_type for entry in made.infolist()}
    assert methods.pop("ppt/media/one.png") == zipfile.ZIP_STORED
    assert set(methods.values()) == {zipfile.ZIP_DEFLATED}


@pytest.mark.parametrize(
    ("folder", "target", "way"),
    [
        ("", "/ppt/presentation.xml", "ppt/presentation.xml"),
        ("ppt", "/ppt/slides/slide1.xml", "slides/slide1.xml"),
        ("ppt/slides", "/ppt/slides/slide2.xml", "slide2.xml"),
        ("ppt/slides", "/ppt/slideLayouts/slideLayout1.xml", "../slideLayouts/slideLayout1.xml"),
        ("ppt/a/b", "/docProps/app.xml", "../../../docProps/app.xml"),
    ],
)
def test_the_way_from_a_part_to_another_is_told(folder, target, way):
    xml = relationships_xml([Relationship("rId1", "kind", target)], folder)
    assert etree.fromstring(xml)[0].get("Target") == way
