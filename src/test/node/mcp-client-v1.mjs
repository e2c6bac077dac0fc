// The first generation of the official TypeScript client, as coding agents embed it: connects,
// lists, calls, fails well, and hears of progress.
// Usage: mcp-client-v1.mjs URL KEY
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, key] = process.argv.slice(2);
const transport = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { Authorization: `Bearer ${key}` } },
});
const client = new Client({ name: 'test', version: '1' });
await client.connect(transport);
assert.equal(transport.sessionId, undefined);
assert.equal(transport.protocolVersion, '2025-11-25');
await client.ping();

const { tools } = await client.listTools();
assert.ok(tools.some((tool) => tool.name === 'tavily__search'));

// The client checks structured content against the output schema, of failures too.
const answer = await client.callTool({
  name: 'tavily__search',
  arguments: { query: 'camel', search_depth: 'basic' },
});
assert.equal(answer.isError, false);
assert.deepEqual(JSON.parse(answer.content[0].text), answer.structuredContent);
assert.deepEqual(answer._meta['org.toolroute/billing'], answer.structuredContent.billing);

const failure = await client.callTool({ name: 'tavily__search', arguments: {} });
assert.equal(failure.isError, true);
assert.equal(failure.structuredContent.error.code, 'invalid_request');

await assert.rejects(client.callTool({ name: 'nobody__knows', arguments: {} }), { code: -32602 });
await client.close();
console.log(JSON.stringify({ tools: tools.length, billing: answer.structuredContent.billing }));
