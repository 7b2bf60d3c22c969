import pytest

from generate_content.content.error_details import retry_after_s, retry_info_s

NOW = 1_445_412_000.0  # Wed, 21 Oct 2015 07:20:00 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 34.07 ", 34.07),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 480.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("inf", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after_s(value, now=NOW) == seconds


@pytest.mark.parametrize(
    ("delay", "seconds"), [("7s", 7.0), ("34.07s", 34.07), ("7", None), ("9" * 400 + "s", None)]
)
def test_retry_info_is_seconds(delay, seconds):
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}

    assert retry_info_s(["a text", {"@type": "other"}, info]) == seconds
    assert retry_info_s([]) is None
