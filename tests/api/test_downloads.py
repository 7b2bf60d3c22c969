from __future__ import annotations

import pytest

from tests.api.conftest import FOUR_SLIDES

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@pytest.fixture
def deck(make, api):
    answer = make(content=FOUR_SLIDES)
    return answer, f"/api/generate/download/{answer['filename']}"


def test_the_bytes_come_with_their_type_name_and_strong_etag(api, deck):
    answer, url = deck
    response = api.get(url)
    assert response["Content-Type"] == PPTX
    assert response["Content-Disposition"] == f'attachment; filename="{answer["filename"]}"'
    assert response["ETag"] == f'"{answer["metadata"]["sha256"]}"'
    assert response.content[:2] == b"PK"


def test_head_tells_the_same_without_the_bytes(api, deck):
    _, url = deck
    response = api.head(url)
    assert response.status_code == 200
    assert int(response["Content-Length"]) > 10_000
    assert response["ETag"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_matching_etag_is_not_modified(api, deck, form):
    _, url = deck
    etag = api.get(url)["ETag"]
    response = api.get(url, HTTP_IF_NONE_MATCH=form.format(etag))
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


def test_another_etag_gets_the_bytes(api, deck):
    _, url = deck
    assert api.get(url, HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-10", slice(-10, None)),
        ("bytes=5-99999999999", slice(5, None)),
        ("bytes=-99999999999", slice(0, None)),
    ],
)
def test_a_range_gets_that_part(api, deck, given, part):
    _, url = deck
    whole = api.get(url).content
    response = api.get(url, HTTP_RANGE=given)
    assert response.status_code == 206
    assert response.content == whole[part]
    first = range(len(whole))[part].start
    assert (
        response["Content-Range"]
        == f"bytes {first}-{first + len(response.content) - 1}/{len(whole)}"
    )


@pytest.mark.parametrize("given", ["bytes=99999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused_with_its_size(api, deck, given):
    _, url = deck
    response = api.get(url, HTTP_RANGE=given)
    assert response.status_code == 416
    assert response["Content-Range"].startswith("bytes */")
    assert response.json()["success"] is False


@pytest.mark.parametrize(
    "given", ["bytes=", "bytes=-", "bytes=a-b", "items=0-1", "bytes=9-3", "bytes=0-1,3-4", "x"]
)
def test_a_range_that_is_none_is_ignored(api, deck, given):
    _, url = deck
    assert api.get(url, HTTP_RANGE=given).status_code == 200


def test_a_range_of_an_older_version_gets_the_whole(api, deck):
    _, url = deck
    assert api.get(url, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE='"older"').status_code == 200


@pytest.mark.parametrize(
    "name", ["nothing_0000000000000000.pptx", "..%2Fmanage.py", "%00", "x" * 300]
)
def test_what_is_not_there_says_to_repeat_the_request(api, name):
    response = api.get(f"/api/generate/download/{name}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "NOT_FOUND_ERROR"


def test_the_link_stays_open_when_everything_else_is_closed(api, deck, settings):
    _, url = deck
    settings.REQUIRE_AUTHENTICATION = True
    assert api.get(url, HTTP_AUTHORIZATION="Bearer nonsense").status_code == 200
    assert (
        api.post("/api/generate/presentation/", {"prompt": "x", "num_slides": 1}).status_code == 401
    )


def test_a_damaged_deck_is_never_served_and_is_made_again(api, deck, make, cache_dir):
    _, url = deck
    path = next((cache_dir / "presentations").rglob("*.pptx"))
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    assert api.get(url).status_code == 404
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "none"
    assert api.get(url).status_code == 200
