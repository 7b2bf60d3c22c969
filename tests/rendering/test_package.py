"""The ZIP and the relations of a package."""

import io
import zipfile

import pytest
from lxml import etree

from generate_content.rendering.package import Part, Relationship, pack

SLIDE = Part("/ppt/slides/slide1.xml", "application/x+xml", b"<a/>")
PICTURE = Part("/ppt/media/one.png", "image/png", b"\x89PNG" * 100)


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
    data = pack([PICTURE, slide], [Relationship("rId1", "office", slide.name)])
    return zipfile.ZipFile(io.BytesIO(data))


def test_python_reads_what_was_packed(packed):
    assert packed.testzip() is None
    assert packed.read("ppt/media/one.png") == PICTURE.data


def test_types_and_relations_come_first_and_the_rest_is_sorted(packed):
    names = packed.namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == [
        "ppt/media/one.png",
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
    relations = [Relationship("rId1", "office", SLIDE.name)]
    assert pack([SLIDE, PICTURE], relations) == pack([PICTURE, SLIDE], relations)
