"""`/api/auth/`: one view per operation: validate, do, answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User, update_last_login
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.generics import RetrieveUpdateAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import serializers, tokens
from pptapi.throttles import LoginThrottle, RegisterThrottle


class _OpenView(APIView):
    # Open also to who shows a token that has expired.
    authentication_classes = []
    permission_classes = []

    def take(self, serializer_class: Any, request: Request) -> Any:
        """A valid serializer. Raises: ValidationError."""
        serializer = serializer_class(data=request.data, context={"request": request})
        serializer.is_valid(raise_exception=True)
        return serializer


@extend_schema(tags=["accounts"])
class RegisterView(_OpenView):
    """A new user, logged in at once."""

    throttle_classes = [RegisterThrottle]

    @extend_schema(
        operation_id="register",
        request=serializers.RegistrationSerializer,
        responses={201: serializers.SessionSerializer},
    )
    def post(self, request: Request) -> Response:
        if not settings.REGISTRATION_OPEN:
            raise PermissionDenied("Registration is closed (REGISTRATION_OPEN=false).")
        user = self.take(serializers.RegistrationSerializer, request).save()
        return Response(_session("Registered.", user), status=status.HTTP_201_CREATED)


@extend_schema(tags=["accounts"])
class LoginView(_OpenView):
    """A pair of tokens for a username and its password."""

    throttle_classes = [LoginThrottle]

    @extend_schema(
        operation_id="login",
        request=serializers.LoginSerializer,
        responses=serializers.SessionSerializer,
    )
    def post(self, request: Request) -> Response:
        given = self.take(serializers.LoginSerializer, request).validated_data
        user = authenticate(username=given["username"], password=given["password"])
        if not isinstance(user, User):
            raise AuthenticationFailed("Wrong username or password.")
        update_last_login(User, user)
        return Response(_session("Logged in.", user))


@extend_schema(tags=["accounts"])
class LogoutView(_OpenView):
    """Ends a refresh token; its access token ends by itself within two hours."""

    @extend_schema(
        operation_id="logout",
        request=serializers.RefreshSerializer,
        responses=serializers.MessageSerializer,
    )
    def post(self, request: Request) -> Response:
        tokens.end(self.take(serializers.RefreshSerializer, request).validated_data["refresh"])
        return Response({"message": "Logged out."})


@extend_schema(tags=["accounts"])
class RefreshView(_OpenView):
    """A new pair of tokens; the old refresh token ends."""

    @extend_schema(
        operation_id="refresh_token",
        request=serializers.RefreshSerializer,
        responses=serializers.TokenPairSerializer,
    )
    def post(self, request: Request) -> Response:
        refresh = self.take(serializers.RefreshSerializer, request).validated_data["refresh"]
        return Response(tokens.renew(refresh))


@extend_schema(tags=["accounts"])
class VerifyView(_OpenView):
    """Whether a token, of either kind, would be accepted."""

    @extend_schema(
        operation_id="verify_token",
        request=serializers.TokenSerializer,
        responses=serializers.MessageSerializer,
    )
    def post(self, request: Request) -> Response:
        tokens.check(self.take(serializers.TokenSerializer, request).validated_data["token"])
        return Response({"message": "The token is valid."})


@extend_schema(tags=["accounts"])
class ProfileView(RetrieveUpdateAPIView[User]):
    """The asking user's own data."""

    serializer_class = serializers.UserSerializer
    permission_classes = [IsAuthenticated]

    def get_object(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user


@extend_schema(tags=["accounts"])
class ChangePasswordView(APIView):
    """A new password. Every token from before ends; the answer holds new ones."""

    permission_classes = [IsAuthenticated]
    throttle_classes = [LoginThrottle]

    @extend_schema(
        operation_id="change_password",
        request=serializers.NewPasswordSerializer,
        responses=serializers.SessionSerializer,
    )
    def post(self, request: Request) -> Response:
        serializer = serializers.NewPasswordSerializer(
            data=request.data, context={"request": request}
        )
        serializer.is_valid(raise_exception=True)
        user = request.user
        assert isinstance(user, User)
        user.set_password(serializer.validated_data["new_password"])  # slow: before the lock
        with transaction.atomic():
            user.save(update_fields=["password"])
            tokens.end_all(user)
        return Response(_session("Password changed.", user))


def _session(message: str, user: User) -> dict[str, Any]:
    pair = tokens.give(user)
    shown = serializers.UserSerializer(user).data
    return {"message": message, "user": shown, "tokens": pair, **pair}
