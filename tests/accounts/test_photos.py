"""Uploaded portraits: only pictures, made anew."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from accounts import photos


def picture(kind="JPEG", size=(40, 30), mode="RGB", **options):
    stored = io.BytesIO()
    Image.new(mode, size, "red").save(stored, format=kind, **options)
    return stored.getvalue()


def upload(content, name="me.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=content_type)


@pytest.mark.parametrize(
    ("kind", "mode", "extension"),
    [
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("JPEG", "L", "jpg"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("WEBP", "RGB", "webp"),
    ],
)
def test_a_picture_gets_a_random_name_and_its_true_extension(kind, mode, extension):
    clean = photos.clean_photo(upload(picture(kind, mode=mode), name="../../evil.html"))
    stem, _, ending = clean.name.partition(".")
    assert (ending, len(stem)) == (extension, 24)
    assert int(stem, 16)
    with Image.open(clean) as made:
        assert (made.format, made.size) == (kind, (40, 30))


def test_a_large_picture_is_made_smaller():
    with Image.open(photos.clean_photo(upload(picture(size=(2000, 1000))))) as made:
        assert made.size == (640, 320)


def test_a_picture_lying_on_its_side_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(photos.clean_photo(upload(picture(exif=exif)))) as made:
        assert made.size == (30, 40)
        assert not made.getexif()


def test_what_comes_with_a_picture_is_left_behind():
    note = PngInfo()
    note.add_text("Comment", "<script>alert(1)</script>")
    content = picture("PNG", pnginfo=note) + b"<script>appended()</script>"
    assert b"script" in content
    assert b"script" not in photos.clean_photo(upload(content)).read()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a<script>alert(1)</script>",
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture()[:200],
        b"%PDF-1.4",
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValidationError, match="JPEG, PNG or WebP"):
        photos.clean_photo(upload(content))


def test_a_file_of_more_than_5_mb_is_refused():
    with pytest.raises(ValidationError, match="smaller"):
        photos.clean_photo(upload(picture() + b"0" * photos.MAX_BYTES))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    def decode(self):
        raise AssertionError("decoded")

    bomb = picture("PNG", size=(5001, 5000), mode="1")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    with pytest.raises(ValidationError, match="25 million"):
        photos.clean_photo(upload(bomb))
