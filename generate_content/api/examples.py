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
        "Numbers as a chart, a table and a timeline",
        request_only=True,
        value={
            "prompt": "Trees for three streets",
            "content": [
                {
                    "heading_text": "We plant more each year",
                    "chart_type": "column",
                    "categories": ["2024", "2025", "2026"],
                    "series": [{"name": "Trees", "values": [310, 420, 515]}],
                },
                {
                    "heading_text": "What a tree costs",
                    "columns": ["Item", "Euro"],
                    "rows": [["Tree", "310"], ["Stake and ties", "45"]],
                },
                {
                    "heading_text": "The planting year",
                    "events": [
                        {"when": "March", "what": "Dig and plant"},
                        {"when": "July", "what": "Water every week"},
                    ],
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
    OpenApiExample(
        "Sub-points, sources, and long texts that go on on further slides",
        request_only=True,
        value={
            "prompt": "Street trees",
            "overflow": "continue",
            "references_slide": True,
            "content": [
                {
                    "heading_text": "What we plant",
                    "bullet_points": ["Oak", ["Slow", "Strong"], "Lime", ["Fast"]],
                    "citations": [
                        {"authors": ["Oke, Timothy R."], "year": 1982, "title": "Urban heat"}
                    ],
                },
            ],
        },
    ),
]
