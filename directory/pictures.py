"""Pictures of offers, organisations and places: one each, with an alternative text in one or more languages.

What people upload is never stored as it came. The file is opened by its content, not by its name; JPEG, PNG and WebP
are let in, SVG (which may hold script) and everything else is not. The picture is turned upright, made smaller and
written anew without metadata: a phone writes the place of a photo into it. Its name is random and says width and
height, so pages need neither the file nor a query: `pictures/{32 hex digits}-{width}x{height}.jpg`. Sizes that pages
show are made at once by easy-thumbnails, because a reader's request must not write.
"""

import io
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from easy_thumbnails.fields import ThumbnailerImageField
from easy_thumbnails.files import ThumbnailerImageFieldFile
from PIL import Image, ImageOps, UnidentifiedImageError

from directory.words_by_language import WordsByLanguageField

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
FOLDER = "pictures"
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # a decompression bomb is small on disk; this is about 160 MB in memory
LONGEST_SIDE = 1600
WIDTHS = (360, 720)
NAME = re.compile(rf"^{FOLDER}/[0-9a-f]{{32}}-(?P<width>\d+)x(?P<height>\d+)\.(?:jpg|png|webp)$")


def clean_picture(content: Any) -> "tuple[str, ContentFile[bytes]]":
    """Random name and clean bytes of an uploaded picture. Raises ValidationError with what to do about it."""
    if content.size > MOST_BYTES:
        raise ValidationError(_("This picture is too large. It may have 8 MB at most."), code="too_large")
    try:
        content.seek(0)
        with Image.open(content, formats=list(FORMATS)) as opened:
            return _written_anew(opened)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        message = _("We cannot read this picture. Please use a JPEG, PNG or WebP file.")
        raise ValidationError(message, code="unreadable") from error


def _written_anew(opened: Image.Image) -> "tuple[str, ContentFile[bytes]]":
    if opened.width * opened.height > MOST_PIXELS:
        raise ValidationError(_("This picture has too many pixels. Please make it smaller."), code="too_many_pixels")
    kind = str(opened.format)
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = picture.convert("RGBA" if kind != "JPEG" and picture.has_transparency_data else "RGB")
    bare.info.clear()
    written = io.BytesIO()
    bare.save(written, kind, quality=85, optimize=True)
    name = f"{uuid.uuid4().hex}-{bare.width}x{bare.height}.{FORMATS[kind]}"
    return name, ContentFile(written.getvalue(), name)


def size_of(path: str) -> tuple[int, int] | None:
    """Width and height of a stored picture, from its name; None for a name that is not ours."""
    found = NAME.match(path)
    return (int(found["width"]), int(found["height"])) if found else None


def thumbnail_options(width: int) -> dict[str, Any]:
    return {"size": (width, 0), "quality": 75, "upscale": False}


def thumbnail_name(source_filename: str, thumbnail_extension: str, thumbnail_options: Any, **_names: Any) -> str:
    """The name of a size, by rule: pages know it without a look into the folder (settings.THUMBNAIL_NAMER)."""
    return f"{source_filename.rpartition('.')[0]}.{thumbnail_options['size'][0]}.{thumbnail_extension}"


class PictureFile(ThumbnailerImageFieldFile):
    """A stored picture; storing cleans it first, whichever way it comes."""

    def save(self, name: str, content: "File[Any]", *args: Any, **kwargs: Any) -> Any:
        clean_name, clean = clean_picture(content)
        saved = super().save(clean_name, clean, *args, **kwargs)
        for width in WIDTHS:
            self.get_thumbnail(thumbnail_options(width), generate=True)
        return saved


class PictureFormField(forms.FileField):
    """Takes a picture; says at once what is wrong with it."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def to_python(self, data: Any) -> Any:
        uploaded = super().to_python(data)
        if uploaded is not None:
            clean_picture(uploaded)
            uploaded.seek(0)
        return uploaded


class PictureField(ThumbnailerImageField):
    attr_class = PictureFile

    def formfield(self, **kwargs: Any) -> Any:
        return models.FileField.formfield(self, **({"form_class": PictureFormField} | kwargs))


class Pictured(models.Model):
    """A record that may have one picture."""

    picture = PictureField(gettext_lazy("picture"), upload_to=FOLDER, blank=True, max_length=120)
    picture_alt = WordsByLanguageField(
        gettext_lazy("what the picture shows"),
        help_text=gettext_lazy(
            "For people who do not see it. One line for each language, for example: de: Zwei Frauen lesen."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Please write what the picture shows.")})


def public_picture(record: Pictured) -> dict[str, Any] | None:
    """Path and words of a picture for the public document; None without a picture or without words."""
    if not record.picture or not record.picture_alt:
        return None
    return {"path": record.picture.name, "alt": record.picture_alt}
