"""What the account endpoints take and give."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, transaction
from rest_framework import serializers

_NAME_LENGTH = 150  # Django's own columns
_EMAIL_LENGTH = 254
_PASSWORD_LENGTH = 1024
_TAKEN = "A user with that username already exists."


class PasswordField(serializers.CharField):
    """Taken as it is, never shown."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            write_only=True,
            trim_whitespace=False,
            max_length=_PASSWORD_LENGTH,
            style={"input_type": "password"},
            **options,
        )


class UserSerializer(serializers.ModelSerializer[User]):
    """A user as the user sees it."""

    email = serializers.EmailField(max_length=_EMAIL_LENGTH)

    class Meta:
        model = User
        fields = ["id", "username", "email", "first_name", "last_name", "is_staff", "date_joined"]
        read_only_fields = ["id", "username", "is_staff", "date_joined"]


class RegistrationSerializer(serializers.Serializer[User]):
    """A new user. Every wrong field is named at once."""

    # So each is checked on its own.

    username = serializers.CharField(
        max_length=_NAME_LENGTH, validators=[UnicodeUsernameValidator()]
    )
    email = serializers.EmailField(max_length=_EMAIL_LENGTH)
    password = PasswordField()
    password_confirm = PasswordField(required=False)
    first_name = serializers.CharField(max_length=_NAME_LENGTH, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=_NAME_LENGTH, required=False, allow_blank=True)

    def validate_username(self, username: str) -> str:
        username = User.normalize_username(username)
        if _is_taken(username):
            raise serializers.ValidationError(_TAKEN)
        return username

    def validate_password(self, password: str) -> str:
        names = ("username", "email", "first_name", "last_name")
        given = {name: self.initial_data.get(name) for name in names}
        known = {name: value for name, value in given.items() if isinstance(value, str)}
        return checked_password(password, User(**known))

    def validate_password_confirm(self, repeated: str) -> str:
        return same_password(repeated, self.initial_data.get("password"))

    def create(self, validated_data: dict[str, Any]) -> User:
        validated_data.pop("password_confirm", None)
        password = validated_data.pop("password")
        user = User(**validated_data)
        user.clean()  # normalises the address
        user.set_password(password)  # slow on purpose, so before the lock on the database
        taken = serializers.ValidationError({"username": [_TAKEN]})
        try:
            with transaction.atomic():
                if _is_taken(user.username):  # since it was validated
                    raise taken
                user.save()
        except IntegrityError as error:
            raise taken from error
        return user


class NewPasswordSerializer(serializers.Serializer[User]):
    """A new password for the asking user, who knows the old one."""

    old_password = PasswordField()
    new_password = PasswordField()
    new_password_confirm = PasswordField(required=False)

    def validate_old_password(self, password: str) -> str:
        if not self._user.check_password(password):
            raise serializers.ValidationError("This is not your password.")
        return password

    def validate_new_password(self, password: str) -> str:
        return checked_password(password, self._user)

    def validate_new_password_confirm(self, repeated: str) -> str:
        return same_password(repeated, self.initial_data.get("new_password"))

    @property
    def _user(self) -> User:
        user = self.context["request"].user
        assert isinstance(user, User)
        return user


class LoginSerializer(serializers.Serializer[object]):
    username = serializers.CharField(max_length=_NAME_LENGTH)
    password = PasswordField()


class RefreshSerializer(serializers.Serializer[object]):
    refresh = serializers.CharField()


class TokenSerializer(serializers.Serializer[object]):
    token = serializers.CharField()


class TokenPairSerializer(serializers.Serializer[object]):
    access = serializers.CharField(help_text="For the Authorization header; lives two hours.")
    refresh = serializers.CharField(help_text="Renews the pair, once; lives seven days.")


class MessageSerializer(serializers.Serializer[object]):
    message = serializers.CharField()


class SessionSerializer(TokenPairSerializer):
    """Who is logged in, with the tokens (in both places where clients look for them)."""

    message = serializers.CharField()
    user = UserSerializer()
    tokens = TokenPairSerializer()


def checked_password(password: str, user: User) -> str:
    """Raises: ValidationError with every rule that it breaks."""
    try:
        validate_password(password, user)
    except DjangoValidationError as error:
        raise serializers.ValidationError(error.messages) from error
    return password


def same_password(repeated: str, password: object) -> str:
    if repeated != password:
        raise serializers.ValidationError("The two passwords differ.")
    return repeated


def _is_taken(username: str) -> bool:
    """Names that differ only in case are one name to people."""
    return User.objects.filter(username__iexact=username).exists()
