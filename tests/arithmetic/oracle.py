#!/usr/bin/env python3
"""Judges what the engine made of random tuples, in exact fractions, by the rules of a rate card.

Reads the lines that `writes_tuples` of tests/arithmetic.rs wrote: the card, the request, and the engine's status, price,
total, fee and billed amount. Every amount has to be the exact one; one that cannot be exact has to be rounded half up at
12 decimal places and the status `approximate`; else there has to be none. Ends with 1 where one is wrong.
"""

import json
import sys
from fractions import Fraction
from math import ceil, floor

PLACES = 28
MOST = 2**96 - 1
ROUNDED = 10**12


def is_fine(value):
    """Whether the value has at most 28 decimal places."""
    return 10**PLACES % value.denominator == 0


def fits(value):
    """Whether the value also has a place in 96 bits."""
    for places in range(PLACES + 1):
        if 10**places % value.denominator == 0:
            return abs(value * 10**places) <= MOST
    return False


def half_up(value):
    """The value at 12 decimal places, halves up; all values that are rounded are positive."""
    return Fraction(floor(value * ROUNDED + Fraction(1, 2)), ROUNDED)


class NoPrice(Exception):
    """The rules give no price."""


def product(quantity, price):
    """A line's amount, and whether it is rounded."""
    exact = quantity * price
    if is_fine(exact):
        return exact, False
    near = half_up(exact)
    if near == 0:
        raise NoPrice
    return near, True


def measured(charge, job):
    """What is counted of a unit, and how many times."""
    pixels = Fraction(job["width"] * job["height"])
    return {
        "image": (Fraction(1), 1),
        "request": (Fraction(1), 1),
        "run": (Fraction(1), 1),
        "megapixel": (pixels, 1),
        "inputMegapixel": (pixels, job["inputs"]),
        "inputImage": (Fraction(job["inputs"]), 1),
        "textToken": (Fraction(job["textTokens"]), 1),
        "step": (Fraction(job["steps"]), 1),
        "second": (Fraction(job["seconds"]), 1),
        "frame": (Fraction(job["seconds"]), 1),
        "gpuSecond": (Fraction(charge.get("count", "0")), 1),
        "imageToken": (Fraction(charge.get("count", "0")), 1),
    }[charge["unit"]]


def units(charge, job):
    """How many units are billed."""
    base, times = measured(charge, job)
    count = base * Fraction(charge.get("factor", "1")) / Fraction(charge.get("unitSize", "1"))
    if charge.get("round") == "up":
        count = Fraction(ceil(count))
    count = max(count * times - Fraction(charge.get("included", "0")), Fraction(0))
    if count == 0:
        return count
    if "minimum" in charge:
        count = max(count, Fraction(charge["minimum"]))
    if "maximum" in charge:
        count = min(count, Fraction(charge["maximum"]))
    if "defaultSteps" in charge and job["steps"] > charge["defaultSteps"]:
        count = count * job["steps"] / charge["defaultSteps"]
    return count


def lines(charge, job, credit):
    """The quantities and prices of a charge."""

    def line(count, priced, per=Fraction(1)):
        if "usd" in priced:
            one = Fraction(priced["usd"]) / per
            if not fits(one):
                raise NoPrice
            return count, one
        return count * Fraction(priced["credits"]) / per, credit

    per = Fraction(charge.get("per", "1"))
    count = units(charge, job)
    own = line(count, charge, per)
    if count == 0:
        return []
    if "first" not in charge:
        return [own]
    first = charge["first"]
    found = [line(Fraction(1), first)]
    rest = count - Fraction(first["quantity"])
    return found + ([line(rest, charge, per)] if rest > 0 else [])


def cost(card, request):
    """Price, total, fee, whether the price is rounded, and whether every amount on the way fits."""
    job = request["job"]
    offer = card["models"][0]["offers"][0]
    credit = Fraction(card["providers"][0]["creditUsd"])
    count = request["count"]
    found = [line for charge in offer["charges"] for line in lines(charge, job, credit)]
    if not found:
        raise NoPrice
    one = total = Fraction(0)
    rounded = False
    way = []
    for quantity, price in found:
        amount, rough = product(quantity, price)
        of_all, _ = product(quantity * count, price)
        one, total, rounded = one + amount, total + of_all, rounded or rough
        way += [amount, of_all, one, total]
    for modifier in offer.get("modifiers", []):
        if job["batch"]:
            change = one * Fraction(modifier["multiply"]) - one
            if not is_fine(change):
                raise NoPrice
            one, total = one + change, total + change * count
            way += [change, change * count, one, total]
    if any(charge["unit"] in ("second", "frame") for charge in offer["charges"]):
        one, rough = product(1 / Fraction(job["seconds"]), one)
        rounded = rounded or rough
    way.append(one)
    fee = total * Fraction(request["policy"]["feeRate"])
    return one, total, fee, rounded, all(fits(value) for value in way)


def judge(row, tally):
    """Counts what the row is; the word `wrong` is the one that must not come."""
    card, request, status, price, total, fee, billed = row.rstrip("\n").split("\t")
    try:
        own = cost(json.loads(card), json.loads(request, parse_float=Fraction))
    except NoPrice:
        own = None
    if status == "-":
        if own is None:
            return "no price by the rules"
        return "refused, an amount does not fit" if not own[4] else "refused, a step does not fit"
    if own is None:
        return "wrong"
    if (Fraction(price), Fraction(total)) != own[:2] or (status == "exact") == own[3]:
        return "wrong"
    if fee != "-":
        if Fraction(fee) != own[2] or Fraction(billed) != own[1] + own[2]:
            return "wrong"
    elif fits(own[2]) and fits(own[1] + own[2]):
        tally["fee refused, a step does not fit"] = tally.get("fee refused, a step does not fit", 0) + 1
    return "rounded and marked" if own[3] else "exact"


def main(path):
    tally = {}
    with open(path, encoding="utf-8") as rows:
        for number, row in enumerate(rows, 1):
            verdict = judge(row, tally)
            tally[verdict] = tally.get(verdict, 0) + 1
            if verdict == "wrong" and tally["wrong"] <= 5:
                print(f"line {number} is wrong: {row.rstrip()}", file=sys.stderr)
    for verdict, count in sorted(tally.items(), key=lambda entry: -entry[1]):
        print(f"{count:>9,}  {verdict}")
    print(f"{sum(tally.values()) - tally.get('fee refused, a step does not fit', 0):>9,}  tuples, {tally.get('wrong', 0)} wrong")
    return 1 if tally.get("wrong") or not tally.get("exact") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
