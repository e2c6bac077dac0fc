// Drives the gateway with the official A2A 0.3 client. Prints one JSON line with what it saw.
// Usage: node a2a-client-0.3.mjs <base URL> <gateway key>
import { randomUUID } from 'node:crypto';
import {
  ClientFactory,
  ClientFactoryOptions,
  JsonRpcTransportFactory,
} from 'a2a-sdk-0.3/client';

const [base, key] = process.argv.slice(2);
// Authenticates as the card says, which is read without a key.
let authorization;
let extensions;
const fetchImpl = async (url, init = {}) => {
  const response = await fetch(url, {
    ...init,
    headers: { ...init.headers, ...(authorization && { Authorization: authorization }) },
  });
  extensions = response.headers.get('x-a2a-extensions') ?? extensions;
  return response;
};
const factory = new ClientFactory(
  ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
    transports: [new JsonRpcTransportFactory({ fetchImpl })],
  }),
);
const client = await factory.createFromUrl(base);
const card = await client.getAgentCard();
const [wanted] = Object.keys(card.security[0]);
const security = card.securitySchemes[wanted];
if (security.type === 'http') {
  authorization = `${security.scheme} ${key}`;
}
const billing = card.capabilities.extensions[0].uri;

const search = { tool: 'tavily', operation: 'search', input: { query: 'camel', search_depth: 'basic' } };
const message = (part, taskId) => ({
  message: { kind: 'message', messageId: randomUUID(), role: 'user', parts: [part], ...(taskId && { taskId }) },
});
const data = (value) => ({ kind: 'data', data: value });

const sent = await client.sendMessage(message(data(search)), {
  serviceParameters: { 'X-A2A-Extensions': billing },
});
const read = await client.getTask({ id: sent.id });
const events = [];
for await (const event of client.sendMessageStream(message(data(search)))) {
  events.push(event.kind + (event.final ? ':final' : ''));
}
const asked = await client.sendMessage(message({ kind: 'text', text: 'search for camels, please' }));
const completed = await client.sendMessage(message(data(search), asked.id));
const rejected = await client.sendMessage(message(data({ tool: 'nobody', operation: 'nothing' })));
let missing = 'none';
try {
  await client.getTask({ id: randomUUID() });
} catch (error) {
  missing = error.constructor.name;
}

console.log(
  JSON.stringify({
    sent: sent.status.state,
    kind: sent.kind,
    extensionInUse: extensions === billing,
    envelope: sent.artifacts[0].parts[0].data,
    billing: Object.values(sent.metadata)[0],
    read: read.status.state,
    events,
    asked: asked.status.state,
    completed: completed.status.state,
    sameTask: completed.id === asked.id,
    rejected: rejected.status.message.parts[0].data.error.code,
    missing,
  }),
);
