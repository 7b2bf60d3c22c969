"""Requests to start from, shown on the OpenAPI page."""

from drf_spectacular.utils import OpenApiExample

DECK_REQUESTS = [
    OpenApiExample(
        "A deck from your own words",
        request_only=True,
        value={
            "prompt": "Quarterly review",
            "content": [
                {"title_text": "Quarterly review", "subtitle_text": "What we learned"},
                {
                    "heading_text": "Three things moved",
                    "bullet_points": ["Churn fell", "Margins held", "Hiring slowed"],
                },
            ],
        },
    ),
    OpenApiExample(
        "A deck from a prompt",
        request_only=True,
        value={
            "prompt": "Artificial Intelligence Fundamentals",
            "num_slides": 4,
            "layout": ["title", "bullet", "two-column", "content-image"],
        },
    ),
]
