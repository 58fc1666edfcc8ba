"""A PostgreSQL database by its URL: `postgresql://user:password@host:port/name?sslmode=require`."""

import os

from wiredesk.common.errors import UsageError
from wiredesk.settings.options import Options


def url_of(options: Options) -> str:
    """The URL of a home's database: WIREDESK_DATABASE before the option; empty for a home on SQLite."""
    return os.environ.get("WIREDESK_DATABASE") or options.database


def connection_facts(url: str) -> dict[str, str]:
    """The facts of a connection by libpq's own names (host, port, user, password, dbname, sslmode …).

    A socket's folder may stand as the host, percent-encoded. Raises UsageError for a URL that is none.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError as fault:
        raise UsageError(
            f"The database's address cannot be read ({fault}); write it like postgresql://user@host/name.",
            fact="bad_database",
        ) from fault
