"""People sign in with their e-mail address; there is no user name."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

NAME_LENGTH = 60


class UserManager(BaseUserManager["User"]):
    """Creates people; addresses are kept in lower case so that one address is one person."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: reader, expert, moderator or owner."""

    email = models.EmailField("e-mail", max_length=254, unique=True)
    name = models.CharField(
        max_length=NAME_LENGTH, blank=True, help_text="Shown under what this person writes."
    )
    is_staff = models.BooleanField(
        "owner", default=False, help_text="May administer the site in the admin."
    )
    is_active = models.BooleanField(default=True, help_text="Switch off instead of deleting.")
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name shown to others; never the address or a part of it."""
        return self.name or f"Reader {self.pk}"

    def get_short_name(self) -> str:
        """The first name; titles such as "Dr." do not count."""
        words = self.get_full_name().split()
        return next((word for word in words if not word.endswith(".")), words[0])
