// What the relay page forwards, and where to. Nothing else in the address leaves this page.

const CALLBACK = "dev.adkeys://oauth/callback";
const FORWARDED = ["code", "state", "error", "error_code", "error_reason", "iss"];
const LONGEST = 4096;
// A state may begin with the port of a listener on this machine: "8917.RANDOM".
const PORTED = /^(\d{4,5})\.[A-Za-z0-9_-]{22,}$/;

/**
 * The address to forward a platform's answer to: AdKeys' own scheme, or a listener on this machine.
 * @param {string} search the query of this page, with or without "?"
 * @returns {string | null} null if there is no answer in it: nothing is forwarded then
 */
export function target(search) {
  const query = new URLSearchParams(search);
  const answer = new URLSearchParams();
  for (const name of FORWARDED) {
    const values = query.getAll(name);
    if (values.length > 1) return null;
    if (values.length === 1 && values[0].length <= LONGEST) answer.set(name, values[0]);
  }
  const state = answer.get("state");
  if (!state || !(answer.has("code") || answer.has("error") || answer.has("error_code"))) return null;
  return `${destination(state)}?${answer}`;
}

function destination(state) {
  const port = Number(PORTED.exec(state)?.[1] ?? 0);
  return port >= 1024 && port <= 65535 ? `http://localhost:${port}/v1/tool-oauth/relay/callback` : CALLBACK;
}
