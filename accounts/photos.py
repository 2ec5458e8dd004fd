"""Uploaded portraits: decoded, checked and made anew, so that nothing else comes with them."""

import io
import secrets
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
# Shown at 88 CSS pixels at most; this is enough for screens of three times that.
MAX_SIDE = 640
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

WRONG_KIND = "Choose a photo in JPEG, PNG or WebP; this file is none of them."
TOO_BIG = "Choose a smaller photo: at most 5 MB and 25 million pixels."


def clean_photo(upload: "File[bytes]") -> "ContentFile[bytes]":
    """The first frame of an uploaded picture, upright, without metadata, under a random name.

    Raises ValidationError for whatever is not a picture of a known kind and a sensible size.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_BIG)
    upload.seek(0)
    raw = upload.read()
    try:
        return _made_anew(raw)
    except ValidationError:
        raise
    except Exception as error:
        # Decoders fail in many ways on files that only look like pictures.
        raise ValidationError(WRONG_KIND) from error


def _made_anew(raw: bytes) -> "ContentFile[bytes]":
    with warnings.catch_warnings():
        # Our own limit is lower than the one that Pillow warns at, and is checked first.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(raw), formats=list(EXTENSIONS))
    kind = str(picture.format)
    if picture.width * picture.height > MAX_PIXELS:
        raise ValidationError(TOO_BIG)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    plain = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    # A picture of its own: what the file carried beside its pixels stays behind.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    stored = io.BytesIO()
    fresh.save(stored, format=kind)
    return ContentFile(stored.getvalue(), name=f"{secrets.token_hex(12)}.{EXTENSIONS[kind]}")
