"""Lists a person's ad accounts with the SDK at its defaults and prints how many seconds that took and how many came.

The token comes on standard input; the SDK is pointed at the address in the first argument. Starting Python and loading
the SDK are not counted.
"""

import json
import sys
import time

from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

FacebookSession.GRAPH = sys.argv[1]
FacebookAdsApi.init(access_token=sys.stdin.read().strip(), crash_log=False)

start = time.perf_counter()
count = sum(1 for _ in User(fbid="me").get_ad_accounts(fields=["account_id", "name", "account_status", "currency"]))
json.dump({"seconds": time.perf_counter() - start, "accounts": count}, sys.stdout)
