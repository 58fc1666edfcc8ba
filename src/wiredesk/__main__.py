"""`python -m wiredesk` is the wiredesk command."""

from wiredesk.cli.main import main

main(prog_name="wiredesk")
