"""Times LiteLLM's own calculators on the image rows of its price map, and prints what they answer, as JSON.

The rows are those of tests/formats/litellm/oracle.json that name no setting. Nothing is fetched: the map that comes
with the release is used.
"""

import contextlib
import json
import os
import statistics
import sys
import time

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
from litellm.cost_calculator import completion_cost, default_image_cost_calculator
from litellm.types.utils import ImageObject, ImageResponse

COUNT = 3


def microseconds(work, keys, rounds):
    """The median over the rounds of the time a call, each round over all keys."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        for key in keys:
            work(key)
        times.append((time.perf_counter() - began) / len(keys))
    return statistics.median(times) * 1e6


def image_cost(key):
    return default_image_cost_calculator(model=key, n=COUNT)


def completion(key):
    response = ImageResponse(created=1, data=[ImageObject(url="https://example.com/1.png")] * COUNT)
    return completion_cost(
        completion_response=response,
        model=key,
        custom_llm_provider=litellm.model_cost[key]["litellm_provider"],
        call_type="image_generation",
        n=COUNT,
    )


def answers(work, keys):
    """The figure of each row that the calculator prices."""
    found = {}
    for key in keys:
        try:
            found[key] = work(key)
        except Exception:  # its refusals are of many classes, and the row is then not compared
            continue
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        keys = [key for key, job, _ in json.load(file) if not job]
    result = {"count": COUNT, "calculators": []}
    for name, work, rounds in (
        ("image cost calculator", image_cost, 21),
        ("completion_cost", completion, 5),
    ):
        with contextlib.redirect_stdout(sys.stderr):  # it greets and advises there
            figures = answers(work, keys)
            us = microseconds(work, list(figures), rounds)
        result["calculators"].append({"name": name, "us": us, "figures": figures})
    json.dump(result, sys.stdout)


main()
