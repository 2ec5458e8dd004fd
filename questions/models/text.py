"""Text that people write: its source, and the HTML made from it when it was written."""

from django.core.exceptions import ValidationError
from django.db import models

from questions.policy import BODY_LENGTH, EXPERT_BODY_LENGTH


class WrittenText(models.Model):
    """A Markdown source beside its rendered HTML.

    `services.texts.set_body` fills all three together, so that a page never renders; the version
    says which renderer made the HTML, so that a newer one knows what to make again.
    """

    body = models.TextField(max_length=EXPERT_BODY_LENGTH)
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)

    # How long a text of this kind may be. The column's own limit is for forms alone.
    longest = BODY_LENGTH

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a text that the renderer would have to cut."""
        super().clean()
        if len(self.body) > self.longest:
            raise ValidationError({"body": f"Write at most {self.longest:,} characters."})


def state_is_known(states: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The rule that a row's state is one of the contract's words."""
    return models.CheckConstraint(name=name, condition=models.Q(state__in=states.values))
