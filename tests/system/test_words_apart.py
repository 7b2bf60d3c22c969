"""Many who ask a model at once, over two processes: nobody gets another's words."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.standins import gemini as gemini_answers
from tests.standins import openai as openai_answers
from tests.standins.gemini import GeminiStandIn
from tests.standins.openai import OpenAIStandIn

pytestmark = pytest.mark.system

THREADS, PROMPTS = 24, 72


def told_the_prompt(answers):
    """An answer whose every slide is about the prompt of its request."""

    def answer(handler, request):
        [prompt] = re.findall(r'"prompt": "(.*?)"', request.user)
        about = {"heading_text": prompt, "bullet_points": [f"Of {prompt}"]}
        answers.reply(lambda deck: dict.fromkeys(deck, about))(handler, request)

    return answer


@pytest.mark.parametrize("service", ["gemini", "openai"])
def test_24_threads_over_two_processes_never_get_anothers_words(make_server, service):
    if service == "gemini":
        standin, answers = GeminiStandIn(), gemini_answers
        settings = {"GEMINI_API_KEY": "key", "GEMINI_API_ENDPOINT": standin.url}
    else:
        standin, answers = OpenAIStandIn(), openai_answers
        settings = {"OPENAI_BASE_URL": standin.base_url, "OPENAI_MODEL": "m"}
    with standin:
        standin.always(told_the_prompt(answers))
        server = make_server(WORKERS="2", RATE_LIMIT_GENERATED="off", **settings)

        def words_for(number):
            prompt = f"Prompt {number % PROMPTS}"
            body = {"prompt": prompt, "layout": ["bullet"] * 3, "color": f"#0000{number:02x}"}
            answer = server.post("/api/generate/presentation/", body).json()
            return prompt, [slide["content"]["heading_text"] for slide in answer["slides"]]

        with ThreadPoolExecutor(THREADS) as threads:
            told = list(threads.map(words_for, range(2 * PROMPTS)))

        assert all(words == [prompt] * 3 for prompt, words in told)
        assert len(standin.requests) == PROMPTS
        usage = server.get("/api/generate/performance/").json()["usage"]
        assert usage["model_calls"] == PROMPTS
        assert usage["prompt_tokens"] == PROMPTS * 42
