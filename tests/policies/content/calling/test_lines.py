"""What is said on a call."""

from __future__ import annotations

from pathlib import Path

from policies.content.calling.model import Speaker
from policies.content.erasing import erase
from policies.content.erasures import Erasures
from tests.policies.content.calling.conftest import Line


def test_lines_come_in_order_and_the_same_turn_once(line: Line) -> None:
    call, other = line.rings(), line.rings()
    said = [(Speaker.CALLER, "老花镜补贴怎么领"), (Speaker.SERVICE, "每年一百元。")]
    assert line.lines.add(call, "turn-1", said)
    assert not line.lines.add(call, "turn-1", said)
    assert line.lines.add(other, "turn-1", said)
    assert line.lines.add(call, "turn-2", [(Speaker.CALLER, "要带什么"), (Speaker.SERVICE, "")])
    assert [(each.author, each.text) for each in line.lines.of(call)] == [*said, ("caller", "要带什么")]
    assert [each.text for each in line.lines.of(call, limit=1)] == ["要带什么"]


def test_nothing_said_is_nothing_kept(line: Line) -> None:
    assert not line.lines.add(line.rings(), "turn-1", [(Speaker.CALLER, "")])


def test_lines_go_with_their_conversation(line: Line, tmp_path: Path) -> None:
    call = line.rings()
    line.lines.add(call, "turn-1", [(Speaker.CALLER, "喂")])
    erase(line.engine, call, "管理丁", Erasures(tmp_path / "erasures.txt"))
    assert line.lines.of(call) == []
