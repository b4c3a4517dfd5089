"""Colours of a page: which ones go with an accent, and whether text in it can be read (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9a-f]{6}")
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def is_color(text: str) -> bool:
    """Tell whether a text is a colour in the form "#rrggbb", small letters."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, by WCAG's definition."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def hues(accent: str) -> tuple[str, str]:
    """Return the deeper colour for what is pointed at, and the pale one that lies under text."""
    return _mixed(accent, "#000000", 0.3), _mixed(accent, "#ffffff", 0.9)


def _luminance(color: str) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in _parts(color)]
    return sum(weight * value for weight, value in zip(_WEIGHTS, linear, strict=True))


def _mixed(color: str, other: str, share: float) -> str:
    pairs = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round((a * (1 - share) + b * share) * 255):02x}" for a, b in pairs)


def _parts(color: str) -> tuple[float, ...]:
    return tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
