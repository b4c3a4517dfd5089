"""Run under bot/.venv: what stock Rasa and `bot.hotpath` make of the same graphs and the same events, as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

engine = import_module("rasa.engine.graph")
DaskGraphRunner = import_module("rasa.engine.runner.dask").DaskGraphRunner
LocalModelStorage = import_module("rasa.engine.storage.local_model_storage").LocalModelStorage
rasa_events = import_module("rasa.shared.core.events")
all_subclasses = import_module("rasa.shared.utils.common").all_subclasses
events = import_module("bot.hotpath.events")
graph = import_module("bot.hotpath.graph")


class Counting(engine.GraphComponent):  # type: ignore[name-defined,misc]
    """Adds and multiplies; counts how often it ran; fails on thirteen."""

    runs = 0

    @classmethod
    def create(cls, config: Any, model_storage: Any, resource: Any, execution_context: Any) -> Counting:
        return cls()

    def add(self, left: int, right: int) -> int:
        Counting.runs += 1
        if left + right == 13:
            raise RuntimeError("thirteen")
        return left + right

    def double(self, value: int) -> int:
        Counting.runs += 1
        return 2 * value


def schema() -> Any:
    def node(needs: dict[str, str], function: str) -> Any:
        return engine.SchemaNode(
            needs=needs, uses=Counting, fn=function, constructor_name="create", config={}, eager=True
        )

    return engine.GraphSchema(
        {
            "unused": node({"value": "first"}, "double"),
            "sum": node({"left": "first", "right": "second"}, "add"),
            "twice": node({"value": "sum"}, "double"),
            "both": node({"left": "sum", "right": "twice"}, "add"),
        }
    )


def runs(run: Any) -> list[Any]:
    """Return what a way of running gives for several inputs and targets, errors by their names."""
    with tempfile.TemporaryDirectory() as folder:
        context = engine.ExecutionContext(engine.GraphSchema({}), None)
        runner = DaskGraphRunner(schema(), LocalModelStorage(Path(folder)), context)
        said = []
        for inputs, targets in (
            ({"first": 1, "second": 2}, ["both"]),
            ({"first": 1, "second": 2}, ["twice", "sum"]),
            ({"first": 3, "second": 4}, ["both"]),
            ({"first": 6, "second": 7}, ["both"]),
            ({"first": "sum", "second": 2}, ["sum"]),
            ({"first": 1, "second": 2, "sum": 50}, ["twice"]),
            ({"first": 1}, ["sum"]),
        ):
            Counting.runs = 0
            try:
                said.append([run(runner, inputs, targets), Counting.runs])
            except Exception as error:
                said.append([type(error).__name__, Counting.runs])
        return said


def classes(resolve: Any) -> dict[str, str]:
    """Return the class found for every type of event, for an unknown one, and with a default."""
    names = sorted({each.type_name for each in all_subclasses(rasa_events.Event)})
    found = {name: resolve(name).__name__ for name in [*names, *names]}
    found["topic"] = str(resolve("topic"))
    found["with default"] = resolve("no such event", rasa_events.SlotSet).__name__
    try:
        resolve("no such event")
    except ValueError as error:
        found["unknown"] = str(error)
    return found


stock_run = DaskGraphRunner.run
report = {
    "graphs": {"stock": runs(stock_run), "ours": runs(graph.run)},
    "events": {"stock": classes(events.stock), "ours": classes(events.resolve_by_type)},
}
sys.stdout.write(json.dumps(report, ensure_ascii=False))
