"""Asks meta-ads-mcp for a person's ad accounts. It finds the token where it looks for it by itself.

It is pointed at the address in the first argument.
"""

import asyncio
import json
import sys

from meta_ads_mcp.core import api, auth

api.META_GRAPH_API_BASE = f"{sys.argv[1]}/{api.META_GRAPH_API_VERSION}"


async def main():
    token = await auth.get_current_access_token()
    answer = await api.make_api_request("me/adaccounts", token, {"fields": "id,name,currency"})
    json.dump(answer["data"], sys.stdout)


asyncio.run(main())
