"""The one way out: every byte that wiredesk fetches comes through `fetch`, which is guarded at connect time.

`urls` reads an address strictly, `backend` judges and opens connections, `addresses` is the table it judges by,
`inflate` undoes compression within bounds, `client` puts them together.
"""

from wiredesk.common.fetch.client import Fetched, Request, fetch

__all__ = ["Fetched", "Request", "fetch"]
