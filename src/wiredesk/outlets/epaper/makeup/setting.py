"""Sets sheets as one PDF that is archivable and accessible; a missing letter or a picture without words stops it."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import typst

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.epaper.makeup.sheet import Sheets
from wiredesk.outlets.epaper.makeup.typefaces import font_files

_AGED = 8
"""Settings of nothing after each issue, at some milliseconds: of ten editions of a night each would keep 40 MB."""
_TEMPLATE = Path(__file__).with_name("sheet.typ")


class NotSet(WiredeskError):
    """The setter refused the pages; nothing was written."""


class Setter:
    """Typst, kept warm: what it has set before it need not work out again."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=sorted({path.parent for path in font_files()}),
        )
        self._room = TemporaryDirectory(prefix="epaper-")
        self._file = Path(self._room.name) / "sheets.json"
        self._compiler = typst.Compiler(
            str(_TEMPLATE),
            root="/",
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"sheets": str(self._file)},
        )

    def set(self, sheets: Sheets, when: datetime) -> bytes:
        """The PDF of the sheets, dated `when`: equal sheets give equal bytes."""
        self._file.write_bytes(msgspec.json.encode(sheets))
        try:
            made = self._compiler.compile(
                format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(when.astimezone(UTC).timestamp())
            )
        except typst.TypstError as error:
            raise NotSet(
                f"The pages could not be set: {error.message}. Look at the letters and pictures of their stories.",
                fact=error.message,
            ) from error
        assert isinstance(made, bytes)
        self._forget(sheets)
        return made

    def _forget(self, sheets: Sheets) -> None:
        """Lets go of what Typst keeps of issues before the last: it forgets what ten settings have not asked for."""
        self._file.write_bytes(msgspec.json.encode(msgspec.structs.replace(sheets, pages=())))
        for _ in range(_AGED):
            self._compiler.compile(format="pdf", timestamp=0)
