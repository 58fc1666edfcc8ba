"""What a backup asks of PostgreSQL, through its own client programs: a dump, and a dump brought back."""

import os
import shutil
import subprocess
from pathlib import Path

from wiredesk.common.errors import UsageError, WiredeskError
from wiredesk.settings.postgres import connection_facts

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def dump(url: str, target: Path) -> None:
    """A consistent copy of a database while others write to it."""
    _run(["pg_dump", "--format=custom", f"--file={target}"], url)


def bring_back(url: str, source: Path) -> None:
    """A database as a dump has it, all or nothing."""
    name = connection_facts(url).get("dbname", "")
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run([*command, f"--dbname={name}", str(source)], url)


def first_column(url: str, query: str) -> frozenset[str]:
    """What a query finds, as far as the database is there and can say so."""
    import psycopg

    try:
        with psycopg.connect(url) as connection:
            return frozenset(row[0] for row in connection.execute(query.encode()))
    except psycopg.Error:
        return frozenset()


def _run(command: list[str], url: str) -> None:
    if shutil.which(command[0]) is None:
        raise UsageError(f"{command[0]} is missing: install PostgreSQL's client programs.", fact="no_pg_client")
    # In the environment, not among the arguments, which every user of the machine can read.
    known = connection_facts(url)
    environment = os.environ | {_VARIABLES[name]: value for name, value in known.items() if name in _VARIABLES}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603  (ours)
    if done.returncode:
        raise WiredeskError(f"{command[0]} failed: {done.stderr.strip()[-400:]}", fact="pg_client_failed")
