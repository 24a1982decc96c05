"""Runs tap-facebook with the rest of the arguments, pointed at the address in the first one."""

import sys

import tap_facebook
from facebook_business.session import FacebookSession

FacebookSession.GRAPH = sys.argv.pop(1)
tap_facebook.main()
