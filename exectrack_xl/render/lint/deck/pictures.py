"""The colour of a picture where words lie on it. Depends on: render.lint.model."""

from __future__ import annotations

from io import BytesIO

from exectrack_xl.render.lint.model import Box, Colour

_MOST_PIXELS = 40_000_000
_GRAIN = (24, 24)  # a picture is looked at so coarsely
_UNIFORM = 40  # parts of 255 by which pixels may differ from their mean for it to stand for them


def colour_under(picture: bytes, frame: Box, words: Box) -> Colour | None:
    """The mean colour of the part of a picture that lies under a box; None where it is not uniform, or unreadable."""
    from PIL import Image

    if not frame.width or not frame.height:
        return None
    try:
        with Image.open(BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            across, down = image.width / frame.width, image.height / frame.height
            left, top = max(words.left - frame.left, 0) * across, max(words.top - frame.top, 0) * down
            right, bottom = left + words.width * across, top + words.height * down
            region = (int(left), int(top), min(int(right) + 1, image.width), min(int(bottom) + 1, image.height))
            if "A" in image.getbands() or region[0] >= region[2] or region[1] >= region[3]:
                return None
            grains = image.convert("RGB").crop(region).resize(_GRAIN).tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    parts = [grains[part::3] for part in range(3)]
    mean = [sum(part) / len(part) for part in parts]
    spread = max(sum(abs(one - middle) for one in part) / len(part) for part, middle in zip(parts, mean, strict=True))
    return (round(mean[0]), round(mean[1]), round(mean[2])) if spread <= _UNIFORM else None
