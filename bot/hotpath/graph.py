"""Graphs: the few nodes of a turn run one after the other, without dask.

Rasa plans its graph anew for every turn and hands it to dask's scheduler, and it writes the graph's inputs, the whole
conversation among them, into a log line that nobody reads. The plan depends on the targets alone, so it is kept.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple
from weakref import WeakKeyDictionary

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Step = Tuple[str, GraphNode, Tuple[str, ...]]
_plans: WeakKeyDictionary[DaskGraphRunner, Dict[Tuple[str, ...], List[Step]]] = WeakKeyDictionary()


def plan(runner: DaskGraphRunner, targets: Tuple[str, ...]) -> List[Step]:
    """Return the nodes that lead to `targets`, each after those it needs."""
    schema = runner._graph_schema.minimal_graph_schema(list(targets))
    order: List[str] = []
    for target in targets:
        _visit(schema, target, order)
    nodes = runner._instantiated_nodes
    return [(name, nodes[name], tuple(schema.nodes[name].needs.values())) for name in order]


def _visit(schema: GraphSchema, name: str, order: List[str]) -> None:
    if name in order or name not in schema.nodes:
        return
    for need in schema.nodes[name].needs.values():
        _visit(schema, need, order)
    order.append(name)


def run(
    runner: DaskGraphRunner, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None
) -> Dict[str, Any]:
    """Run the graph; same values in, same values out, same errors as `DaskGraphRunner.run`."""
    wanted = tuple(targets or runner._graph_schema.target_names)
    plans = _plans.setdefault(runner, {})
    steps = plans.get(wanted) or plans.setdefault(wanted, plan(runner, wanted))
    given = inputs or {}
    _refuse_clashes(given, steps)
    values: Dict[str, Tuple[str, Any]] = {name: (name, value) for name, value in given.items()}
    try:
        for name, node, needs in steps:
            if name not in given:
                values[name] = node(*(values.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {target: values[target][1] for target in wanted}


def _refuse_clashes(given: Dict[str, Any], steps: List[Step]) -> None:
    names = {name for name, _, _ in steps}
    for value in given.values():
        if isinstance(value, str) and value in names:
            raise GraphRunError(f"Input value '{value}' clashes with a node name.")


def apply() -> None:
    """Run every graph of this process in this way."""
    DaskGraphRunner.run = run
