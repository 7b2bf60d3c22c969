import io
import threading

import pytest

from pptapi.bodies import LATE, BodyReader


class Stalled:
    """A body that arrives when the test says so."""

    def __init__(self):
        self.read_began = threading.Event()
        self.arrived = threading.Event()

    def read(self, size):
        self.read_began.set()
        assert self.arrived.wait(10)
        return b"late"


def request_with(stream, length="4"):
    return {"CONTENT_LENGTH": length, "wsgi.input": stream}


@pytest.fixture
def crowded():
    """A reader whose one patient place is taken, and what takes it."""
    reader = BodyReader(most_bytes=100, places=1, patience_s=0.05)
    stalled = Stalled()
    environ = request_with(stalled)
    thread = threading.Thread(target=reader.read_into, args=(environ,))
    thread.start()
    assert stalled.read_began.wait(10)
    yield reader, stalled, environ, thread
    stalled.arrived.set()
    thread.join()


def test_a_body_is_put_in_the_place_of_its_stream():
    environ = request_with(io.BytesIO(b"body and more"))
    BodyReader(most_bytes=100, places=1, patience_s=0).read_into(environ)
    assert environ["wsgi.input"].read() == b"body"


@pytest.mark.parametrize("length", ["", "0", "x", "101"])
def test_what_has_no_body_or_one_too_large_stays_unread(length):
    stream = io.BytesIO(b"body")
    environ = request_with(stream, length)
    BodyReader(most_bytes=100, places=1, patience_s=0).read_into(environ)
    assert environ["wsgi.input"] is stream
    assert stream.tell() == 0


def test_a_slow_body_is_waited_for_as_long_as_it_takes(crowded):
    _, stalled, environ, thread = crowded
    stalled.arrived.set()
    thread.join()
    assert environ["wsgi.input"].read() == b"late"
    assert LATE not in environ


def test_who_finds_no_place_is_not_read(crowded):
    reader, *_ = crowded
    stream = io.BytesIO(b"body")
    environ = request_with(stream)
    reader.read_into(environ)
    assert environ[LATE]
    assert environ["wsgi.input"].read() == b""
    assert stream.tell() == 0


def test_the_place_of_a_body_that_has_arrived_is_free_again(crowded):
    reader, stalled, _, thread = crowded
    stalled.arrived.set()
    thread.join()
    environ = request_with(io.BytesIO(b"body"))
    reader.read_into(environ)
    assert environ["wsgi.input"].read() == b"body"
