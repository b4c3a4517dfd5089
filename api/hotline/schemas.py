"""What comes in and goes out of a call."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.chat.schemas import CARD_EXAMPLE, ClientId
from api.hotline.calls import Next, Spoken
from api.security.text import QuestionText, ShortText
from policies.answering.speaking import ssml

GREETING: JsonDict = {
    "speech": "您好，这里是政策咨询一号答。请说出您想了解的政策。",
    "ssml": None,
    "choices": [],
    "card": None,
    "next": "listen",
    "ended": False,
}


class CallIn(BaseModel):
    """What is known of a call when it begins."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"region": "示范市云川区"}]})

    region: ShortText | None = Field(default=None, description="Where the caller is, a region's full name.")
    caller: Annotated[str, StringConstraints(strip_whitespace=True, max_length=24)] | None = Field(
        default=None,
        description="The caller's number, for the operator's page; its middle is left out before it is kept.",
    )
    idempotency_key: ClientId | None = Field(
        default=None, description="Of this call; sent again, no second call begins."
    )


class UtteranceIn(BaseModel):
    """What came over the line in one turn: words or a key pressed, one of them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "嗯 那个 看病报销要带啥材料",
                    "final": True,
                    "asr_confidence": 0.82,
                    "idempotency_key": "5e0c2f9a-turn-0001",
                }
            ]
        },
    )

    idempotency_key: ClientId = Field(description="Of this turn; sent again, it gets the same reply.")
    text: QuestionText | None = Field(default=None, description="The transcript.")
    final: bool = Field(default=True, strict=True, description="False while the caller is still speaking.")
    asr_confidence: float | None = Field(default=None, ge=0, le=1, description="The recogniser's own.")
    dtmf: Annotated[str, StringConstraints(pattern=r"^[0-3]$")] | None = Field(
        default=None, description="1 to 3 take the choice last offered, 0 asks for a person."
    )

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.text is None) is (self.dtmf is None):
            raise PydanticCustomError("text_or_key", "words or a key")
        return self


class ChoiceOut(BaseModel):
    """What a key stands for."""

    dtmf: str
    label: str
    qa_id: str | None


class SpokenOut(BaseModel):
    """A reply."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**GREETING, "speech": "可以，带身份证就能办。", "card": CARD_EXAMPLE}]
        }
    )

    speech: str = Field(
        max_length=120,
        description="To be read aloud; empty after an unfinished utterance and while an operator has the call.",
    )
    ssml: str | None = Field(description="The same as SSML 1.1, where `?ssml=true` asked for it.")
    choices: list[ChoiceOut] = Field(max_length=3)
    card: dict[str, Any] | None = Field(
        description="The full answer, as in the chat; null where none was asked."
    )
    next: Next = Field(
        description="listen for a question; continue: more is to be read on 继续; transfer to a person; wait for the "
        "final transcript; end the call."
    )
    ended: bool


class CallOut(SpokenOut):
    """A call that has begun."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"call_id": "3f1f6f0c9f6b4a2f8f5b6f0d2c1a9e77", **GREETING}]}
    )

    call_id: str


class EndIn(BaseModel):
    """How a call ended."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"satisfaction": 5}]})

    satisfaction: int | None = Field(
        default=None, strict=True, ge=1, le=5, description="1 very bad, 5 very good."
    )


def told(spoken: Spoken, as_ssml: bool) -> dict[str, Any]:
    """Return a reply as the fields of `SpokenOut`."""
    return {
        "speech": spoken.speech,
        "ssml": ssml(spoken.speech, spoken.slowly) if as_ssml else None,
        "choices": [
            ChoiceOut(dtmf=str(key), label=choice.label, qa_id=choice.qa_id)
            for key, choice in enumerate(spoken.choices, start=1)
        ],
        "card": spoken.card,
        "next": spoken.next,
        "ended": spoken.ended,
    }
