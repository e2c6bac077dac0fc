// The second generation of the official TypeScript client, which speaks both eras.
// Usage: mcp-client-v2.mjs URL KEY legacy|auto|2026-07-28
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, key, mode] = process.argv.slice(2);
const era = mode === 'legacy' ? 'legacy' : 'modern';
const transport = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { Authorization: `Bearer ${key}` } },
});
const client = new Client(
  { name: 'test', version: '1' },
  { versionNegotiation: { mode: mode === '2026-07-28' ? { pin: mode } : mode } },
);
await client.connect(transport);
assert.equal(client.getProtocolEra(), era);
assert.equal(
  client.getNegotiatedProtocolVersion(),
  era === 'modern' ? '2026-07-28' : '2025-11-25',
);

const { tools } = await client.listTools();
assert.ok(tools.some((tool) => tool.name === 'tavily__search'));

const answer = await client.callTool({
  name: 'tavily__search',
  arguments: { query: 'camel', search_depth: 'basic' },
});
assert.equal(answer.isError, false);
assert.deepEqual(JSON.parse(answer.content[0].text), answer.structuredContent);

const failure = await client.callTool({ name: 'tavily__search', arguments: {} });
assert.equal(failure.isError, true);
assert.equal(failure.structuredContent.error.code, 'invalid_request');

await assert.rejects(client.callTool({ name: 'nobody__knows', arguments: {} }), { code: -32602 });

if (era === 'modern') {
  const subscription = await client.listen({ toolsListChanged: true });
  assert.deepEqual(subscription.honoredFilter, { toolsListChanged: true });
  await subscription.close();
}
await client.close();
console.log(JSON.stringify({ tools: tools.length, era }));
