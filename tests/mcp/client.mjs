// The official MCP client: starts the server named on the command line, makes the calls that come in as JSON, and prints
// what it was told as one JSON object.
import { text } from 'node:stream/consumers';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [command, ...args] = process.argv.slice(2);
const calls = JSON.parse(await text(process.stdin));
const client = new Client({ name: 'adkeys-story', version: '0.0.0' });
await client.connect(new StdioClientTransport({ command, args, env: process.env, stderr: 'inherit' }));
const { tools } = await client.listTools();
const answers = [];
for (const [name, input] of calls) {
  answers.push(await client.callTool({ name, arguments: input }));
}
console.log(JSON.stringify({ server: client.getServerVersion(), instructions: client.getInstructions(), tools, answers }));
await client.close();
