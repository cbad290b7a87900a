"""Draws a signature as a hand might, for names that nobody has: strokes as `consent.drawing` keeps them."""

from math import pi, sin

from consent.drawing import HEIGHT, WIDTH

STEP = 0.35  # of a letter, between two points
PACE = 12  # milliseconds a point


def sign(name: str) -> dict:
    """Give one stroke a word: loops as high as the letters are far in the alphabet, and a flourish."""
    across = 0.8 * WIDTH / max(len(name), 1)
    strokes: list[list[list[float]]] = []
    left = 0.1 * WIDTH
    for word in name.split():
        strokes.append(_stroke(word, left, across, started=sum(len(stroke) for stroke in strokes) * PACE))
        left += (len(word) + 1) * across
    return {"width": WIDTH, "height": HEIGHT, "strokes": strokes}


def _stroke(word: str, left: float, across: float, started: int) -> list[list[float]]:
    steps = int(len(word) / STEP)
    return [_point(word, number * STEP, left, across, started + number * PACE) for number in range(steps + 1)]


def _point(word: str, place: float, left: float, across: float, moment: int) -> list[float]:
    letter = word[min(int(place), len(word) - 1)]
    height = HEIGHT * (0.30 if letter.isupper() else 0.06 + (ord(letter) % 7) / 50)
    wave = sin(2 * pi * place)
    return [round(left + across * (place + wave / 3), 1), round(HEIGHT * 0.6 - height * wave, 1), moment]
