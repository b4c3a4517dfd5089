"""What comes in and goes out of a conversation."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from api.security.text import Identifier, QuestionText, ShortText

ClientId = Annotated[str, StringConstraints(min_length=16, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
CARD_EXAMPLE: JsonDict = {
    "outcome": "answered",
    "confidence": 0.93,
    "summary": "可以，示例人员凭身份证即可办理。",
    "detail": [{"facet": "materials", "label": "需要材料", "text": "身份证。"}],
    "speech": "可以，带身份证就能办。",
    "citations": [
        {
            "kind": "policy",
            "source_id": "p-example",
            "title": "示范市示例办法",
            "doc_number": "示医保发〔2025〕6号",
            "clause": "第五条",
            "quote": "示例人员凭身份证办理。",
            "highlight": [0, 11],
            "status": "现行有效",
            "issuer": "示范市医疗保障局",
            "effective_on": "2025-07-01",
            "expires_on": None,
            "url": "/policies/p-example#第五条",
            "disclosure": "主动公开",
            "interpretation": {"title": "《示范市示例办法》解读", "url": "/interpretations/i-example"},
        }
    ],
    "department": {"name": "示范市医疗保障局", "phone": "0000-88800000", "hours": None, "address": None},
    "choices": [],
    "related": [],
    "notices": [],
    "checked_on": "2026-10-08",
    "qa_id": "q-example",
    "topic": "医保",
    "is_demo": True,
    "trace_id": "t-example",
    "degraded": False,
}


class MessageIn(BaseModel):
    """A question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "灵活就业人员怎么参加医保？", "region": "示范市云川区"}]},
    )

    text: QuestionText = Field(description="The question as typed; 1 to 1000 characters once trimmed.")
    conversation_id: Identifier | None = Field(
        default=None, description="As returned by the turn before; left out in the first."
    )
    region: ShortText | None = Field(
        default=None, description="A region by its full name, such as 示范市云川区."
    )
    audience: ShortText | None = Field(default=None, description="Who is asking, such as 灵活就业人员.")
    choice: Identifier | None = Field(default=None, description="The qa_id of the button that was pressed.")
    client_id: ClientId | None = Field(
        default=None,
        description="The sender's own identifier of this message, hard to guess, best a UUID; sent again, it gets the same reply.",
    )


class LiveMark(BaseModel):
    """Where a message stands in the conversation with a person."""

    handoff_id: str
    position: int


class MessageOut(BaseModel):
    """The answer to a message."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "conversation_id": "3f1f6f0c9f6b4a2f8f5b6f0d2c1a9e77",
                    "message_id": "b1946ac92492d2347c6235b4d2611184",
                    "reply": CARD_EXAMPLE,
                    "degraded": False,
                    "live": None,
                }
            ]
        }
    )

    conversation_id: str
    message_id: str = Field(description="For giving feedback.")
    reply: dict[str, Any] = Field(
        description="The answer card: the same keys for every outcome, null or [] where empty."
    )
    degraded: bool = Field(
        description="True where the library answered because the conversation service did not."
    )
    live: LiveMark | None = Field(
        default=None,
        description="Set where a person serves the conversation: the message went to them, and the card only says so.",
    )


class FeedbackIn(BaseModel):
    """What a person thought of an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"helpful": False, "reason": "outdated", "comment": "标准今年调整过"}]
        },
    )

    helpful: bool = Field(strict=True, description="True where the answer helped.")
    reason: ShortText | None = Field(default=None, description="Why it did not help, in a word.")
    comment: QuestionText | None = Field(
        default=None, description="In own words; personal data is masked before it is stored."
    )
