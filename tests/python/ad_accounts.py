"""Lists a person's ad accounts with the SDK that people use for reports.

The token comes on standard input; the SDK is pointed at the address in the first argument.
"""

import json
import sys

from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

FacebookSession.GRAPH = sys.argv[1]
FacebookAdsApi.init(access_token=sys.stdin.read().strip(), crash_log=False)

accounts = User(fbid="me").get_ad_accounts(fields=["account_id", "name", "account_status", "currency"])
json.dump([account.export_all_data() for account in accounts], sys.stdout)
