from django.core.exceptions import ValidationError

CONTEXT_WORDS = ("школа", "наставник", "пароль", "shkola", "nastavnik", "mentor", "school")


class ContextWordValidator:
    """Refuses words that anybody in a school would try first (ASVS 6.2)."""

    def validate(self, password: str, user: object = None) -> None:
        plain = password.casefold()
        own = [str(getattr(user, "email", "")).split("@")[0].casefold()]
        if any(word and word in plain for word in (*CONTEXT_WORDS, *own)):
            raise ValidationError("Пароль содержит слишком очевидное слово. Придумайте другой.")

    def get_help_text(self) -> str:
        return "Не используйте слова «школа», «наставник», «пароль» и адрес своей почты."
