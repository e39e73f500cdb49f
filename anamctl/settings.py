"""
Settings of a project: `anamctl.toml`, or the table ``[tool.anamctl]`` of `pyproject.toml`, whichever is nearest upward.

A key that is not known, a value of another type and a code that no rule has are errors: a setting that does nothing
would be believed.
"""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FILE_NAME = "anamctl.toml"
PROJECT_FILE_NAME = "pyproject.toml"
SEVERITIES = ("error", "warning", "info", "off")
MAX_FILE_SIZE = 5 * 1024 * 1024
"""Bytes of a file that are read, when the settings say nothing."""
COMMAND_LINE = "the command line"


class LintSettings(NamedTuple):
    """What a project wants of `anamctl validate`. Codes may be beginnings of codes (``ANM``, ``ANM2``)."""

    select: tuple[str, ...] = ()
    """Rules that take part; all when empty."""
    ignore: tuple[str, ...] = ()
    """Rules that do not, those whose severity is ``off`` among them."""
    severities: tuple[tuple[str, str], ...] = ()
    """Code to ``error``, ``warning`` or ``info``."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pattern of paths, relative to `folder`, to the codes that are ignored there."""
    exclude: tuple[str, ...] = ()
    """Patterns as in a `.gitignore`, relative to `folder`, of files that a search leaves out."""
    strict: bool = False
    """Whether warnings fail a run."""
    max_file_size: int = MAX_FILE_SIZE
    """Bytes of a file that are read."""
    file: str = ""
    """The file that was read, as messages name it; empty when there is none."""
    folder: str = ""
    """The folder of that file; empty when there is none."""
    origin: Mapping[str, str] = MappingProxyType({})
    """Key, as the file writes it, to where its value came from; one that is missing has its default."""

    def with_command_line(
        self, select: Sequence[str] = (), ignore: Sequence[str] = (), *, strict: bool | None = None
    ) -> LintSettings:
        """
        Give the settings with the options of a command, which win.

        ``--select`` replaces what the file selects and brings back a code that the file ignores; ``--ignore`` adds to
        what the file ignores and takes away what the file selects.
        """
        origin = dict(self.origin)
        chosen, dropped, fails = self.select, self.ignore, self.strict
        if select:
            origin["select"] = COMMAND_LINE
            chosen = tuple(select)
            dropped = tuple(code for code in dropped if code not in chosen)
        if ignore:
            before = self.origin.get("ignore")
            origin["ignore"] = f"{before} and {COMMAND_LINE}" if before else COMMAND_LINE
            taken = () if select else (code for code in chosen if code.startswith(tuple(ignore)))
            dropped = tuple(dict.fromkeys((*dropped, *ignore, *taken)))
        if strict is not None:
            origin["strict"] = COMMAND_LINE
            fails = strict
        return self._replace(select=chosen, ignore=dropped, strict=fails, origin=MappingProxyType(origin))


def load_lint_settings(folder: str, known_codes: Callable[[], Iterable[str]] | None = None) -> LintSettings:
    """
    Read the settings that count in a folder.

    Args:
        folder: where to start; the search goes upward.
        known_codes: gives the codes of all rules; codes are not checked when left out. Called when a file names any.

    Raises:
        SettingsError: the file cannot be read, or says something that is not a setting.
    """
    found = find_table(folder)
    if found is None:
        return LintSettings()
    settings = _Reader(found.where, known_codes).settings(found.data)
    return settings._replace(file=found.file, folder=found.folder)


class Table(NamedTuple):
    """Our table of a settings file."""

    data: dict[str, Any]
    file: str
    """The file, as messages name it."""
    folder: str
    """The folder of that file."""
    where: str
    """File and table, as messages name them."""


def find_table(folder: str) -> Table | None:
    """
    Read our table of the nearest file upward; None without one.

    Raises:
        SettingsError: the file cannot be read.
    """
    start = current = os.path.abspath(folder)
    while True:
        for name in (FILE_NAME, PROJECT_FILE_NAME):
            path = os.path.join(current, name)
            table = _read_table(path, shown := name if current == start else path)
            if table is not None:
                where = f"{shown}, [tool.anamctl]" if name == PROJECT_FILE_NAME else shown
                return Table(table, shown, current, where)
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent


def _read_table(path: str, shown: str) -> dict[str, Any] | None:
    """Read our table of a file; None when the file does not exist or has no such table."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"{shown} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    is_project = path.endswith(PROJECT_FILE_NAME)
    if is_project and b"anamctl" not in data:
        return None  # nearly every project has one, and reading TOML takes longer than checking fifty files
    import tomllib

    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{shown} is not UTF-8.", hint="save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{shown} is not TOML: {error}.") from error
    if not is_project:
        return content
    tool = content.get("tool")
    table = tool.get("anamctl") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(
            f"{shown}: tool.anamctl must be a table, not {_shown(table)}.", hint="write [tool.anamctl]."
        )
    return table


class _Reader:
    """
    Turns the table of a file into settings.

    Args:
        where: the file, as messages name it.
        known_codes: gives the codes of all rules.
    """

    def __init__(self, where: str, known_codes: Callable[[], Iterable[str]] | None) -> None:
        self._where = where
        self._known_codes = known_codes
        self._codes: tuple[str, ...] | None = None

    def settings(self, table: dict[str, Any]) -> LintSettings:
        for key in table:
            if key not in _KEYS:
                raise self._error(
                    f'unknown key "{key}"', nearest_key(key, _KEYS) or f"known keys are {', '.join(_KEYS)}."
                )
        levels = {code: self._level(code, level) for code, level in self._table(table, "severity").items()}
        self._check_codes("severity", levels)
        return LintSettings(
            select=self._code_list(table, "select"),
            ignore=(*self._code_list(table, "ignore"), *self._switched_off(levels)),
            severities=tuple((code, level) for code, level in levels.items() if level != "off"),
            per_file_ignores=tuple(
                (pattern, self._code_list(patterns, pattern, "per-file-ignores."))
                for patterns in [self._table(table, "per-file-ignores")]
                for pattern in patterns
            ),
            exclude=self._texts(table, "exclude"),
            strict=self._flag(table, "strict"),
            max_file_size=self._size(table, "max-file-size"),
            origin=MappingProxyType({key: self._where for key in table if key != "profile"}),
        )

    def _switched_off(self, levels: dict[str, str]) -> list[str]:
        """List what severities switch off; a longer beginning of a code with another severity keeps that one."""
        off = [code for code, level in levels.items() if level == "off"]
        if len(off) == len(levels) or self._known_codes is None:
            return off
        return [
            code
            for code in self._all_codes()
            if (match := max((c for c in levels if code.startswith(c)), key=len, default="")) and levels[match] == "off"
        ]

    def _all_codes(self) -> tuple[str, ...]:
        if self._codes is None:
            self._codes = tuple(self._known_codes()) if self._known_codes is not None else ()
        return self._codes

    def _code_list(self, table: dict[str, Any], key: str, above: str = "") -> tuple[str, ...]:
        codes = self._texts(table, key, above)
        self._check_codes(f"{above}{key}", codes)
        return codes

    def _check_codes(self, key: str, codes: Iterable[str]) -> None:
        for code in codes:
            known = self._all_codes()
            if known and not (code and any(one.startswith(code) for one in known)):
                hint = nearest_key(code.upper(), known) or "`anamctl rule` lists all rules."
                raise self._error(f'"{key}" names "{code}", but no rule begins with that', hint)

    def _texts(self, table: dict[str, Any], key: str, above: str = "") -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list):
            self._wrong_type(f"{above}{key}", "a list of texts", value, f'{_quoted(key)} = ["…"]')
        for item in value:
            if not isinstance(item, str):
                self._wrong_type(f"{above}{key}", "a list of texts", item, f'{_quoted(key)} = ["…"]', holds=True)
        return tuple(value)

    def _table(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            self._wrong_type(key, "a table", value, f"[{key}]")
        return dict(value)

    def _flag(self, table: dict[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self._wrong_type(key, "true or false", value, f"{key} = true")
        return bool(value)

    def _size(self, table: dict[str, Any], key: str) -> int:
        value = table.get(key, MAX_FILE_SIZE)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self._wrong_type(key, "a number of bytes", value, f"{key} = {MAX_FILE_SIZE}")
        return int(value)

    def _level(self, code: str, value: object) -> str:
        if not isinstance(value, str) or value not in SEVERITIES:
            hint = (
                nearest_key(value, SEVERITIES) if isinstance(value, str) else ""
            ) or f"write one of {', '.join(SEVERITIES)}."
            raise self._error(f'"severity.{code}" is {_shown(value)}, which is no severity', hint)
        return value

    def _wrong_type(self, key: str, expected: str, found: object, example: str, *, holds: bool = False) -> None:
        verb = "holds" if holds else "is"
        raise self._error(f'"{key}" must be {expected}, but {verb} {_shown(found)}', f"write it like this: {example}")

    def _error(self, what: str, hint: str) -> SettingsError:
        return SettingsError(f"{self._where}: {what}.", hint=hint)


_KEYS = ("select", "ignore", "per-file-ignores", "exclude", "severity", "strict", "max-file-size", "profile")
# Profiles are read by `profiles`, which knows what may stand in them.


def nearest_key(word: str, candidates: Iterable[str]) -> str:
    """Ask for the nearest of some words, for a hint; empty when none is near."""
    from difflib import get_close_matches  # only on the way to an error

    # Two letters of six may differ: it is the number of a code that is mistyped.
    close = get_close_matches(word.replace("_", "-"), list(candidates), 1, 0.6)
    return f'did you mean "{close[0]}"?' if close else ""


def _quoted(key: str) -> str:
    return key if key.replace("-", "").isalnum() else f'"{key}"'


def _shown(value: object) -> str:
    """Name a value of a TOML file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else "a date or time"
