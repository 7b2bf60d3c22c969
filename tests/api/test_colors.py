"""A colour that would not be seen: told, and told apart from what was asked."""


def test_a_colour_that_was_moved_is_told_beside_the_asked_one_on_a_hit_too(make):
    body = {
        "prompt": "Pale",
        "color": "#FFE600",
        "content": [{"title_text": "Pale", "subtitle_text": "Yellow on white"}],
    }
    for answer in (make(**body), make(**body)):
        (warning,) = [one for one in answer["warnings"] if one["code"] == "color_adjusted"]
        assert "#ffe600" in warning["message"]
        assert answer["metadata"]["color"] == "#ffe600"
