"""Values in pieces, for a slide that goes on on further ones: where a reader would break them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generate_content.slides.values import Value, texts_in

_ITEM = 60  # characters: the room an item takes whatever its length
_SHORTEST = 40  # characters of a piece that ends between words
_MOST_PARTS = 12  # of a text: to try them all on pages takes time

# A stop with what closes after it and the space; no stop if the sentence goes on in lower case.
_SENTENCE_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*\s+(?=\S)(?![a-zß-öø-ÿ])|[。！？]+[」』”’）]*\s*(?=\S)|\n+(?=\S)"
)
_EAST_ASIAN = "[\u3040-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
_WORD_END = re.compile(rf"\s+(?=\S)|(?<={_EAST_ASIAN})(?={_EAST_ASIAN})")


@dataclass(frozen=True)
class Piece:
    """A part of a value that stays together on one slide."""

    item: int
    """The item of the list that it is, or is a part of."""
    part: Value
    level: int = 0
    reluctance: float = 0.0
    """What a break before it costs, of 1, which is what all on one of many pages costs."""
    continues: bool = False
    """Whether it is a part of its item beyond the first."""

    @property
    def weight(self) -> int:
        """About how much room it takes."""
        return sum(_ITEM + len(text) for text in texts_in(self.part))


def broken(piece: Piece) -> tuple[Piece, ...]:
    """A text's sentences, else its words, a line or so together; all else only itself.

    The white space between them is theirs, so that nothing is lost when they are joined.
    """
    if not isinstance(text := piece.part, str):
        return (piece,)
    for ends, reluctance in ((_sentence_ends(text), 0.1), (_word_ends(text), 0.2)):
        cuts = [0, *ends, len(text)]
        if len(cuts) > 2:  # noqa: PLR2004 -- a cut beside both ends
            parts = [text[start:end] for start, end in pairwise(cuts)]
            first, *others = (replace(piece, part=part) for part in parts)
            return (
                first,
                *(replace(other, continues=True, reluctance=reluctance) for other in others),
            )
    return (piece,)


def _sentence_ends(text: str) -> Sequence[int]:
    """All, or of very many some."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    step = -(-len(ends) // _MOST_PARTS)
    return ends[step - 1 :: step] if ends else ends


def _word_ends(text: str) -> Iterator[int]:
    last = 0
    for found in _WORD_END.finditer(text):
        if found.end() - last >= _SHORTEST:
            last = found.end()
            yield last
