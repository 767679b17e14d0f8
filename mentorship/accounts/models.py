from collections.abc import Iterator
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may sign in; without a password the account waits for its first link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


# Never the hash of a password, and not every sign-in.
@pghistory.track(fields=["email", "full_name", "is_active"], model_name="UserEvent")
class User(AbstractBaseUser):
    """Who signs in. What one may do comes from memberships, never from the account itself."""

    personal_fields = frozenset({"email", "full_name"})

    email = models.EmailField("электронная почта", unique=True)
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    is_active = models.BooleanField("может входить", default=True)
    created_at = models.DateTimeField("создан", auto_now_add=True)
    # Raised to end every session of the account, whatever its password (S7).
    session_epoch = models.PositiveIntegerField("номер поколения сессий", default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """What a session keeps of the account: another password or epoch ends the session."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under a former SECRET_KEY, so that its change signs nobody out."""
        for former in super().get_session_auth_fallback_hash():
            yield f"{former}.{self.session_epoch}"


class TokenLink(models.Model):
    """A secret link (invitation, new password, questionnaire): only the hash of it is kept.

    What it is for stands in the row that points to it; the rules are in `links.py`.
    """

    purpose = models.SlugField("назначение", max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("выдана", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("использована", null=True, blank=True)
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)

    class Meta:
        verbose_name = "ссылка"
        verbose_name_plural = "ссылки"

    def __str__(self) -> str:
        return f"ссылка, до {timezone.localtime(self.expires_at):%d.%m.%Y %H:%M}"

    @property
    def is_open(self) -> bool:
        spent = self.used_at or self.revoked_at
        return not spent and self.expires_at > timezone.now()


class PasswordLink(models.Model):
    """A one-time way to a new password of one account, used instead of the forgotten one."""

    link = models.OneToOneField(TokenLink, models.CASCADE, related_name="password_link")
    user = models.ForeignKey(User, models.PROTECT, related_name="password_links")

    class Meta:
        verbose_name = "ссылка на новый пароль"
        verbose_name_plural = "ссылки на новый пароль"

    def __str__(self) -> str:
        return f"{self.user_id}, {self.link}"
