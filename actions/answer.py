"""The actions of the assistant: each asks the library and hands its answer on."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import conversation
from policies.answering.inquiry import Inquiry, Question
from policies.errors import LibraryError
from policies.library import Library


class LibraryAction(Action):
    """An action that asks the library. A library that fails rejects the action: the bridge then answers."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, question: Question) -> Inquiry:
        """Return the finished inquiry.

        Raises:
            ActionExecutionRejection: the library failed; nothing of the tracker is given away.
        """
        try:
            return self.library.ask(question)
        except LibraryError as error:
            raise ActionExecutionRejection(self.name(), type(error).__name__) from error

    def reply(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, question: Question
    ) -> list[EventType]:
        """Answer a question and return the slots to remember."""
        inquiry = self.ask(question)
        dispatcher.utter_message(json_message=conversation.message(inquiry))
        return list(conversation.remembered(inquiry, tracker))


class ActionAnswer(LibraryAction):
    """Answers the newest message."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask the library and utter its card."""
        return self.reply(dispatcher, tracker, conversation.question(tracker))


class ActionHandoff(LibraryAction):
    """Leads on to a person, where the library agrees that one is asked for."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask the library for the way to a person."""
        return self.reply(dispatcher, tracker, conversation.question(tracker))


class ActionChangeRegion(LibraryAction):
    """Takes up another region; the library answers the last question for it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_change_region"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask the library, and remember the region that its answer holds for."""
        return self.reply(dispatcher, tracker, conversation.question(tracker))
