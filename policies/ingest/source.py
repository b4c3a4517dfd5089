"""A file's bytes and the text they hold, or the reason why they hold none."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from policies.errors import UnreadableFile

MAX_BYTES = 32 * 1024 * 1024
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP/DOCX/XLSX/OFD"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS/PPT"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_WEB_PAGE = re.compile(rb"^[\xef\xbb\xbf\s]*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MIN_COMMON = 0.6
_MAX_REPLACED = 0.01


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it lies there: its name, its bytes and their SHA-256."""

    name: str
    content: bytes
    checksum: str

    @classmethod
    def of(cls, name: str, content: bytes) -> RawFile:
        """Return a file of this name with this content."""
        return cls(name, content, hashlib.sha256(content).hexdigest())

    @property
    def suffix(self) -> str:
        """The name's suffix in lower case, with its point."""
        return Path(self.name).suffix.lower()

    def holding(self, text: str) -> Source:
        """Return the source that a reader made from the bytes."""
        return Source(self.name, text, self.checksum)

    def decoded(self) -> Source:
        """Return the source of a text file.

        Raises:
            UnreadableFile: empty, of another kind than text, or in no encoding that can be read (UTF-8
                and GB18030 can, UTF-16 where it says so).
        """
        return self.holding(decode(self.content, self.name))


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: its name, its text with plain line ends, and the checksum of its bytes."""

    name: str
    text: str
    checksum: str

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return Path(self.name).stem


def open_raw(path: Path) -> RawFile:
    """Read the file at `path`.

    Raises:
        UnreadableFile: missing, no file, or too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(path.name, "file_too_large", limit_mb=MAX_BYTES // 1024**2)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, "missing_file") from error
    return RawFile.of(path.name, content)


def open_source(path: Path) -> Source:
    """Read the text file at `path`.

    Raises:
        UnreadableFile: as for `open_raw`, and for `RawFile.decoded`.
    """
    return open_raw(path).decoded()


def decode(content: bytes, name: str) -> str:
    """Return the text in `content`; `name` is what errors call the file.

    Raises:
        UnreadableFile: as for `open_source`.
    """
    kind = sniff(content)
    if kind is not None:
        raise UnreadableFile(name, "other_than_its_name", kind=kind)
    return characters(content, name)


def characters(content: bytes, name: str) -> str:
    """Return the text in `content`, mark-up as it is, with plain line ends and without unseen signs.

    Raises:
        UnreadableFile: as for `open_source`, but for mark-up.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise UnreadableFile(name, "empty_file")
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", _characters(content, name)))
    if not text.strip():
        raise UnreadableFile(name, "empty_file")
    return text


def sniff(content: bytes) -> str | None:
    """Return the format that `content` begins like, None for plain text."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    return "HTML/XML" if _WEB_PAGE.match(content[:512]) else None


def _characters(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise UnreadableFile(name, "binary_file")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_legible(text, guessed=encoding == "gb18030"):
            return text
    raise UnreadableFile(name, "undecodable_file")


def _is_legible(text: str, *, guessed: bool) -> bool:
    """Tell text from noise: few replaced or control signs; for a guessed encoding, common characters."""
    if text.count("\ufffd") > _MAX_REPLACED * len(text):
        return False
    if len(re.findall(r"[\x00-\x08\x0e-\x1a\x7f]", text)) > _MAX_REPLACED * len(text):
        return False
    foreign = [sign for sign in text if sign > "\x7f"]
    common = sum(1 for sign in foreign if _is_common(sign))
    return not guessed or common >= _MIN_COMMON * len(foreign)


def _is_common(sign: str) -> bool:
    """Tell a character of the first plane of GB 2312 (3,755 common characters) or Chinese punctuation."""
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= first <= 0xA3 or 0xB0 <= first <= 0xD7
