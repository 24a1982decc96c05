"""Lists a person's ad accounts with the SDK and the token in the environment, as a script of theirs would.

The SDK is pointed at the address in the first argument.
"""

import json
import os
import sys

from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

FacebookSession.GRAPH = sys.argv[1]
FacebookAdsApi.init(access_token=os.environ["FACEBOOK_ACCESS_TOKEN"], crash_log=False)

accounts = User(fbid="me").get_ad_accounts(fields=["account_id", "name", "account_status", "currency"])
json.dump([account.export_all_data() for account in accounts], sys.stdout)
