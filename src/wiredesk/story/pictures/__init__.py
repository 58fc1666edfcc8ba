"""Pictures: fetched through the guarded client, checked, re-encoded in the sizes that pages offer."""
