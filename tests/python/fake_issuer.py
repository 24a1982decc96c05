"""The least that oidc-agent needs of an OpenID provider: discovery and a token endpoint, on a free port of this machine."""

import http.server
import json


class Issuer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        here = f"http://{self.headers['Host']}/"
        self.answer(
            {
                "issuer": here,
                "authorization_endpoint": here + "auth",
                "token_endpoint": here + "token",
                "scopes_supported": ["openid", "offline_access"],
                "response_types_supported": ["code"],
                "grant_types_supported": ["refresh_token", "authorization_code"],
            }
        )

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        token = {"access_token": "fake-" + "x" * 200, "token_type": "Bearer", "expires_in": 86400}
        self.answer(token | {"refresh_token": "rt-fake", "scope": "openid offline_access"})

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
print(f"http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
