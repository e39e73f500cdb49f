"""The YAML parsers: libyaml's, and PyYAML's own where that is missing."""

from __future__ import annotations

from operator import is_
from typing import Any

import yaml

HAS_C_PARSER = bool(yaml.__with_libyaml__)


def make_parser() -> Any:  # noqa: ANN401  # the two parser classes have no common base
    """Give the class of the fastest parser there is."""
    if HAS_C_PARSER:
        from yaml._yaml import CParser  # missing where PyYAML was built without libyaml

        return _no_resolver(CParser)
    return make_python_parser()


def make_python_parser() -> Any:  # noqa: ANN401
    """Give the class of the parser that needs no libyaml; it reads the same, about thirty times slower."""
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner, ScannerError

    class PythonParser(Reader, Scanner, Parser, Composer):
        def __init__(self, stream: bytes | str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        def fetch_more_tokens(self) -> Any:  # noqa: ANN401  # as its base
            """Fetch tokens; numbers in an escape or a directive that Python cannot hold are errors of the text."""
            try:
                return super().fetch_more_tokens()
            except (ValueError, OverflowError):
                raise ScannerError(None, None, "found a number out of range", self.get_mark()) from None

        def scan_flow_scalar(self, style: str) -> Any:  # noqa: ANN401  # as its base
            """Scan a quoted scalar; libyaml refuses half a surrogate pair, PyYAML lets it pass."""
            start = self.get_mark()
            token = super().scan_flow_scalar(style)
            if not token.value.isascii():
                try:
                    token.value.encode()
                except UnicodeEncodeError:
                    problem = "found invalid Unicode character escape code"
                    raise ScannerError("while parsing a quoted scalar", start, problem, start) from None
            return token

        def dispose(self) -> None:
            """Nothing to free."""

    return _no_resolver(PythonParser)


def _no_resolver(base: Any) -> Any:  # noqa: ANN401
    """
    Give a parser that leaves tags unresolved.

    The parser calls three hooks of PyYAML's resolver for every node; resolving is done once, in `scalars`. Each hook
    is answered by a built-in that does nothing of note, because a Python function here costs a tenth of the run.
    A tag that was written in the file stays a string, every other becomes the `slice` that the hook returns.
    """
    return type(
        "Parser",
        (base,),
        {"resolve": slice, "descend_resolver": staticmethod(is_), "ascend_resolver": staticmethod(tuple)},
    )
