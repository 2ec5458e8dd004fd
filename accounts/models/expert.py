"""Experts: people with a face, credentials and the right to answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models.user import NAME_LENGTH


class ExpertProfileQuerySet(models.QuerySet["ExpertProfile"]):
    def active(self) -> "ExpertProfileQuerySet":
        """Experts who answer at present, in the order in which the site lists them."""
        return self.filter(is_active=True, user__is_active=True).order_by("position", "pk")


class ExpertProfile(models.Model):
    """How an expert is shown. A profile that is switched off keeps its answers but cannot write."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expert"
    )
    display_name = models.CharField(max_length=NAME_LENGTH, help_text='Such as "Dr. Ada Holm".')
    known_as = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        help_text='Shown after "aka", such as "the Sole Doctor".',
    )
    slug = models.SlugField(max_length=80, unique=True)
    credentials = models.CharField(max_length=160, blank=True)
    bio = models.TextField(max_length=20_000, blank=True, help_text="Markdown.")
    bio_html = models.TextField(blank=True, editable=False)
    photo = models.ImageField(upload_to="experts/", blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the experts' page.")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["ExpertProfile"]] = ExpertProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "expert"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("questions:expert", args=[self.slug])

    @property
    def full_name(self) -> str:
        """Both names, as on the model's page: "Dr. Ada Holm aka the Sole Doctor"."""
        return f"{self.display_name} aka {self.known_as}" if self.known_as else self.display_name

    @property
    def initials(self) -> str:
        """Two letters for experts without a photo; titles such as "Dr." do not count."""
        words = [word for word in self.display_name.split() if not word.endswith(".")]
        names = words or self.display_name.split()
        letters = [names[0][0], names[-1][0]] if len(names) > 1 else [names[0][:2]]
        return "".join(letters).upper()
