"""Where Rasa 3.6.21 spends a turn's time on work that need not be done, mended one cause a module.

Each module changes one thing and is held to Rasa's own behaviour by a test; `apply` puts all of them in place.
The reasons and figures stand in docs/decisions/0006-rasa-hot-path.md.
"""

from __future__ import annotations

from bot.hotpath import action_results, events, graph


def apply() -> None:
    """Put every change in place for this process; Rasa must not be serving yet."""
    action_results.apply()
    events.apply()
    graph.apply()
