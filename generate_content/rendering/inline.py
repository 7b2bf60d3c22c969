"""`**bold**`, `*italic*`, `` `code` `` and `[text](https://...)`; all else stays as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

MAX_URL_LENGTH = 2083  # PowerPoint calls a file with a longer link damaged

# In the order of precedence: code is verbatim, a link's text and bold may hold the others. A mark
# opens before and closes after a character that is no space, so that "2 * 3 * 4" is left alone,
# and slanted text holds a letter or digit, so that "*.*" is, too.
# Each way begins with its own character, by which the search skips to the next one there is.
_MARKS = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<text>[^\[\]\n]+)\]\((?P<url>[Hh][Tt][Tt][Pp][Ss]?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
    r"|\*\*(?P<bold>(?=[^\s*])[^*\n]*(?:\*(?!\*)[^*\n]+\*[^*\n]*)*(?<=\S))\*\*(?!\*)"
    r"|\*\*(?P<both>\*(?=[^\s*])[^*\n]+(?<=\S)\*)\*\*(?!\*)"
    r"|\*(?<![\w*]\*)(?P<italic>(?=[^\s*])[^\w*\n]*\w[^*\n]*(?<=\S))\*(?![\w*])"
)


class Run(NamedTuple):
    """Text of one formatting; may hold line breaks."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None

    def saying(self, text: str) -> Run:
        """Another text in the same formatting."""
        return Run(text, self.bold, self.italic, self.code, self.url)


def parse(text: str) -> tuple[Run, ...]:
    """The runs of a text; at least one, none of them empty (if the text is not)."""
    return tuple(_runs(Run(text))) or (Run(text),)


def _runs(whole: Run) -> Iterator[Run]:
    """A run, parted at the marks in its text."""
    text, at = whole.text, 0
    if not ("*" in text or "`" in text or "[" in text):
        yield whole
        return
    for mark in _MARKS.finditer(text):
        if (inner := _inside(mark, whole)) is None:
            continue
        if mark.start() > at:
            yield whole.saying(text[at : mark.start()])
        yield from inner
        at = mark.end()
    if at < len(text):
        yield whole.saying(text[at:])


def _inside(mark: re.Match[str], outer: Run) -> Iterator[Run] | None:
    """The runs within a mark; None when it turns out to be none."""
    if code := mark["code"]:
        return iter([outer._replace(text=code, code=True)])
    if bold := mark["bold"] or mark["both"]:
        return _runs(outer._replace(text=bold, bold=True))
    if italic := mark["italic"]:
        return _runs(outer._replace(text=italic, italic=True))
    url = link_target(mark["url"])
    if url is None or outer.url is not None:
        return None
    return _runs(outer._replace(text=mark["text"], url=url))


def link_target(url: str) -> str | None:
    """The URL as a relationship may hold it (ASCII, percent-encoded); None if it cannot."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if parts.scheme.lower() not in {"http", "https"} or not host:
            return None
        netloc = host.encode("idna").decode() if not host.isascii() else parts.netloc
    except ValueError:  # UnicodeError, of a host that is none, is one
        return None
    if not host.isascii() and port is not None:
        netloc = f"{netloc}:{port}"
    safe = "%/:=&?~#+!$,;'@()*[]"
    rest = parts._replace(scheme="", netloc="").geturl()
    target = f"{parts.scheme.lower()}://{quote(netloc, safe=safe)}{quote(rest, safe=safe)}"
    return target if len(target) <= MAX_URL_LENGTH else None
