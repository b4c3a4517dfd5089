"""Where the library keeps its things. Read once, at the door of a process."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from policies.content.ending import Keeping
from policies.helpers.settings import HelperSettings

ROOT = Path(__file__).resolve().parent.parent


class LibrarySettings(HelperSettings):
    """Settings of the library, from the environment (`YIHAODA_…`) or the file `.env` in the project's root.

    Attributes:
        database_url: an SQLAlchemy address; a relative SQLite path is taken from the project's root.
        index_dir: the folder of the search index; None puts it beside a SQLite file.
        dictionary_dir: words and concepts for segmentation and synonyms.
        entities_dir: values and patterns of the entities.
        var_dir: the folder of logs, of the assistant's models and of what they learn.
        keep_conversations_days: how long a conversation is kept after its last question; 0 without end.
        keep_calls_days: the same for the hotline's calls.
        keep_contacts_days: how long a wish to be called back is kept after it was dealt with, or made.
        keep_corrections_days: the same for what operators told the editors.
        order_contact_days: how long it is known whom to call back after nobody owed an answer to a work order any more.
        webhook_days: how long events of webhooks are kept.
        erasures_file: where is noted what was erased, for restored backups; None puts it beside the index.
        calibration_file: what `yihaoda calibrate` found on this site's own questions; None puts it beside the index.
    """

    model_config = SettingsConfigDict(env_prefix="YIHAODA_", env_file=ROOT / ".env", extra="ignore")

    database_url: str = "sqlite:///var/library.db"
    index_dir: Path | None = None
    dictionary_dir: Path = ROOT / "nlu_data" / "dictionary"
    entities_dir: Path = ROOT / "nlu_data" / "entities"
    calibration_file: Path | None = None
    var_dir: Path = ROOT / "var"
    keep_conversations_days: int = Field(default=365, ge=0, le=36_500)
    keep_calls_days: int = Field(default=365, ge=0, le=36_500)
    keep_contacts_days: int = Field(default=180, ge=0, le=36_500)
    keep_corrections_days: int = Field(default=365, ge=0, le=36_500)
    order_contact_days: int = Field(default=180, ge=1, le=3650)
    webhook_days: int = Field(default=30, ge=1, le=3650)
    erasures_file: Path | None = None

    @field_validator("var_dir")
    @classmethod
    def _is_whole(cls, path: Path) -> Path:
        return (ROOT / path).resolve()

    @property
    def keeping(self) -> Keeping:
        """How long what is kept of people lasts."""
        return Keeping(
            self.keep_conversations_days,
            self.keep_calls_days,
            self.keep_contacts_days,
            self.order_contact_days,
            self.keep_corrections_days,
            self.webhook_days,
        )

    @property
    def meaning_dirs(self) -> tuple[Path, ...]:
        """Where it is kept which words mean the same: it is looked for in each and written to the first that can be."""
        return tuple(dict.fromkeys((self.var_dir / "meaning", ROOT / "var" / "meaning")))

    def resolved_database_url(self) -> str:
        """Return the database address with a relative SQLite path made absolute."""
        prefix = "sqlite:///"
        path = self.database_url.removeprefix(prefix)
        if not self.database_url.startswith(prefix) or path.startswith(("/", ":memory:")) or not path:
            return self.database_url
        return f"{prefix}{ROOT / path}"

    def resolved_index_dir(self) -> Path:
        """Return the index's folder: the one set, else beside the SQLite file, else its own under `var/`."""
        if self.index_dir is not None:
            return self.index_dir if self.index_dir.is_absolute() else ROOT / self.index_dir
        url = self.resolved_database_url()
        if url.startswith("sqlite:///") and not url.endswith(":memory:"):
            database = Path(url.removeprefix("sqlite:///"))
            return database.with_name(f"{database.stem}.index")
        digest = hashlib.sha256(url.encode()).hexdigest()[:12]
        return ROOT / "var" / f"index-{digest}"

    def resolved_calibration_file(self) -> Path:
        """Return the site's calibration file: the one set, else the one beside the index."""
        if self.calibration_file is not None:
            return ROOT / self.calibration_file
        return self._beside_index("calibration.json")

    def resolved_erasures_file(self) -> Path:
        """Return the file of erasures: the one set, else the one beside the index."""
        if self.erasures_file is not None:
            return ROOT / self.erasures_file
        return self._beside_index("erasures.txt")

    def _beside_index(self, ending: str) -> Path:
        index = self.resolved_index_dir()
        return index.with_name(f"{index.name.removesuffix('.index')}.{ending}")
