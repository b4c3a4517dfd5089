"""One call of a hotline, from the greeting to the summary, with a work order made on the way.

    YIHAODA_KEY=yhd_… python docs/integrations/call.py [http://127.0.0.1:8000]

The key is of the role hotline (`yihaoda key create 热线 --role hotline`). Needs only httpx and the standard library. What
a telephone system would hear is written here as text; what it would read aloud is printed.
"""

from __future__ import annotations

import os
import sys
import uuid
from typing import Any

import httpx

SAID = (
    "嗯 那个 老花镜补贴咋申请",  # a recogniser's transcript: fillers, no punctuation
    "继续",
    "我要投诉 补贴申请了三个月没人管",
)
TRIES = 3


class Hotline:
    """The calls of one hotline."""

    def __init__(self, address: str, key: str) -> None:
        """Call the service at `address` with a key."""
        self._client = httpx.Client(
            base_url=f"{address.rstrip('/')}/api/v1/hotline",
            headers={"Authorization": f"Bearer {key}"},
            timeout=10,
        )

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send something and return the answer; after a lost connection the same is sent again.

        What makes something carries an `idempotency_key`, so that it is made once however often it arrives.
        """
        for attempt in range(TRIES):
            try:
                answer = self._client.post(path, json=body)
            except httpx.TransportError:
                if attempt == TRIES - 1:
                    raise
                continue
            if answer.is_error:
                told = answer.json()
                raise SystemExit(f"{told['status']} {told['title']}：{told['detail']} {told['errors']}")
            return dict(answer.json())
        raise AssertionError("the last try returns or raises")


def main(address: str, key: str) -> None:
    """Hold the call."""
    hotline = Hotline(address, key)
    call = hotline.post("/calls", {"idempotency_key": uuid.uuid4().hex})
    print("读出：", call["speech"])
    for words in SAID:
        turn = {"text": words, "final": True, "asr_confidence": 0.8, "idempotency_key": uuid.uuid4().hex}
        reply = hotline.post(f"/calls/{call['call_id']}/utterances", turn)
        print("来电：", words)
        print("读出：", reply["speech"])
        for choice in reply["choices"]:
            print("按键：", choice["dtmf"], choice["label"])
        if reply["next"] in ("transfer", "end"):
            print("转接：" if reply["next"] == "transfer" else "挂断")
            break
    order = hotline.post(
        "/workorders",
        {
            "idempotency_key": uuid.uuid4().hex,
            "call_id": call["call_id"],
            "kind": "complaint",
            "words": "老花镜补贴申请了三个月没人管，电话13800138000。",
            "contact": {"name": "李女士", "phone": "13800138000"},
        },
    )
    print("工单：", order["number"], order["status_label"], "请于", order["due_on"], "前答复")
    print("内容：", order["words"])
    summary = hotline.post(f"/calls/{call['call_id']}/end", {"satisfaction": 5})
    print("小结：", summary["outcome"], summary["work_orders"])


if __name__ == "__main__":
    secret = os.environ.get("YIHAODA_KEY", "")
    if not secret:
        raise SystemExit("YIHAODA_KEY is not set: yihaoda key create 热线 --role hotline")
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000", secret)
