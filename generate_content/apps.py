from django.apps import AppConfig


class GenerateContentConfig(AppConfig):
    name = "generate_content"
