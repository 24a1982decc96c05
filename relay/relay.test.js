import assert from "node:assert/strict";
import { test } from "node:test";

import { target } from "./relay.js";

const state = "q".repeat(43);

test("a code goes to AdKeys' own scheme", () => {
  assert.equal(target(`?code=abc&state=${state}#_=_`.split("#")[0]), `dev.adkeys://oauth/callback?code=abc&state=${state}`);
});

test("a state that begins with a port goes to this machine", () => {
  assert.equal(target(`code=a&state=8917.${state}`), `http://localhost:8917/v1/tool-oauth/relay/callback?code=a&state=8917.${state}`);
});

test("a refusal is forwarded too", () => {
  assert.match(target(`error=access_denied&error_code=200&state=${state}`), /error=access_denied&error_code=200/);
});

test("nothing but the answer is carried", () => {
  const forwarded = target(`code=a&state=${state}&next=https://evil.example&redirect_uri=x`);
  assert.equal(forwarded, `dev.adkeys://oauth/callback?code=a&state=${state}`);
});

for (const search of ["", "?", "code=a", `state=${state}`, `code=a&code=b&state=${state}`, `code=a&state=${state}&state=x`]) {
  test(`nothing is forwarded for ${JSON.stringify(search)}`, () => assert.equal(target(search), null));
}

for (const port of ["80", "1023", "70000", "8917@evil.example/", "0008917"]) {
  test(`the port ${port} is no listener of ours`, () => {
    assert.match(target(`code=a&state=${encodeURIComponent(`${port}.${state}`)}`), /^dev\.adkeys:/);
  });
}
