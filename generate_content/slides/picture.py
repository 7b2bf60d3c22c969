"""A caller's picture: decoded, checked, named by its hash."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import warnings
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image, UnidentifiedImageError

MAX_PIXELS = 40_000_000  # 40 megapixels decode to 160 MB; a phone's camera makes 12 to 24
_DATA_URI = re.compile(r"data:(image/(?:png|jpeg));base64,", re.ASCII)
_FORMATS = {"image/png": ("PNG",), "image/jpeg": ("JPEG", "MPO")}  # MPO: as many phones' JPEG
_PNG_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Picture:
    """PNG or JPEG bytes that are known to decode."""

    data: bytes = field(repr=False)
    content_type: str

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def picture_from_data_uri(uri: str, *, max_bytes: int) -> Picture:
    """The picture in `data:image/png;base64,...`. Raises: ValueError that says what is wrong."""
    head = _DATA_URI.match(uri)
    if head is None:
        raise ValueError(
            "Expected a base64 data URI: data:image/png;base64,... or data:image/jpeg;base64,..."
        )
    encoded = uri[head.end() :]
    if len(encoded) // 4 * 3 > max_bytes + 3:
        raise ValueError(f"The picture may have at most {max_bytes} bytes.")
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("The picture is not valid base64.") from error
    if len(data) > max_bytes:
        raise ValueError(f"The picture may have at most {max_bytes} bytes.")
    _check_decodes(data, head[1])
    return Picture(data, head[1])


def _check_decodes(data: bytes, content_type: str) -> None:
    """Decodes every pixel: a truncated picture makes PowerPoint repair the file."""
    kinds = _FORMATS[content_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we are stricter
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
                if image.format not in kinds:
                    raise ValueError(
                        f"The picture is {image.format}, but was sent as {content_type}."
                    )
                if image.width * image.height > MAX_PIXELS:
                    raise ValueError(f"The picture may have at most {MAX_PIXELS} pixels.")
                image.load()
    except Image.DecompressionBombError as error:
        raise ValueError(f"The picture may have at most {MAX_PIXELS} pixels.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError, Warning) as error:
        raise ValueError(f"The picture is not a whole, valid {kinds[0]}.") from error
    if content_type == "image/png" and _PNG_END not in data:  # which Pillow forgives
        raise ValueError("The picture is not a whole, valid PNG.")
