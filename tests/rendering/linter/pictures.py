"""Pictures: whole, and of the type that their name and content type say."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from tests.rendering.linter.archive import Archive

_TYPES = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpeg")}


def picture_problems(archive: Archive) -> Iterator[str]:
    for name in archive.named("ppt/media/"):
        try:
            with Image.open(io.BytesIO(archive.files[name]), formats=list(_TYPES)) as picture:
                told = archive.content_type(name), name.rpartition(".")[2]
                if told != _TYPES[picture.format or ""]:
                    yield f"{name}: is a {picture.format}, not {told[0]}"
                picture.load()
        except UnidentifiedImageError:
            yield f"{name}: neither PNG nor JPEG"
        except (OSError, SyntaxError) as error:
            yield f"{name}: damaged: {error}"
