// Drives the gateway with the official A2A 1.0 client. Prints one JSON line with what it saw.
// Usage: node a2a-client.mjs <base URL> <gateway key> <JSONRPC|HTTP+JSON>
import { randomUUID } from 'node:crypto';
import {
  ClientFactory,
  ClientFactoryOptions,
  JsonRpcTransportFactory,
  RestTransportFactory,
} from '@a2a-js/sdk/client';
import { Role, TaskState } from '@a2a-js/sdk';

const [base, key, binding] = process.argv.slice(2);
// Authenticates as the card says, which is read without a key.
let authorization;
const fetchImpl = (url, init = {}) =>
  fetch(url, { ...init, headers: { ...init.headers, ...(authorization && { Authorization: authorization }) } });
const factory = new ClientFactory(
  ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
    transports: [new JsonRpcTransportFactory({ fetchImpl }), new RestTransportFactory({ fetchImpl })],
    preferredTransports: [binding],
  }),
);
const client = await factory.createFromUrl(base);
const card = await client.getAgentCard();
const [wanted] = Object.keys(card.securityRequirements[0].schemes);
const security = card.securitySchemes[wanted].scheme;
if (security.$case === 'httpAuthSecurityScheme') {
  authorization = `${security.value.scheme} ${key}`;
}

const search = { tool: 'tavily', operation: 'search', input: { query: 'camel', search_depth: 'basic' } };
const message = (content, taskId = '') => ({
  message: {
    messageId: randomUUID(),
    contextId: '',
    taskId,
    role: Role.ROLE_USER,
    parts: [{ content, metadata: undefined, filename: '', mediaType: '' }],
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
  },
  configuration: undefined,
  metadata: undefined,
  tenant: '',
});
const data = (value) => ({ $case: 'data', value });
const text = (value) => ({ $case: 'text', value });
const state = (task) => TaskState[task.status.state];
const failure = async (call) => {
  try {
    await call();
    return 'none';
  } catch (error) {
    return error.name;
  }
};

const sent = await client.sendMessage(message(data(search)));
const read = await client.getTask({ tenant: '', id: sent.id, historyLength: 0 });
const listed = await client.listTasks({
  tenant: '',
  contextId: sent.contextId,
  status: TaskState.TASK_STATE_COMPLETED,
  pageSize: 10,
  pageToken: '',
  statusTimestampAfter: undefined,
  includeArtifacts: true,
});
const events = [];
let streamed;
for await (const event of client.sendMessageStream(message(data(search)))) {
  events.push(event.payload.$case);
  if (event.payload.$case === 'artifactUpdate') {
    streamed = event.payload.value.artifact.parts[0].content.value;
  }
}
const asked = await client.sendMessage(message(text('search for camels, please')));
const completed = await client.sendMessage(message(data(search), asked.id));
const left = await client.sendMessage(message(text('never mind')));
const canceled = await client.cancelTask({ tenant: '', id: left.id, metadata: undefined });
const rejected = await client.sendMessage(message(data({ tool: 'nobody', operation: 'nothing' })));

console.log(
  JSON.stringify({
    skills: card.skills.map((skill) => skill.id),
    sent: state(sent),
    envelope: sent.artifacts[0].parts[0].content.value,
    billing: Object.values(sent.metadata)[0],
    read: state(read),
    listed: listed.tasks.map((task) => task.id === sent.id && task.artifacts.length),
    events,
    streamed,
    asked: state(asked),
    completed: state(completed),
    sameTask: completed.id === asked.id,
    canceled: state(canceled),
    rejected: rejected.status.message.parts[0].content.value.error.code,
    missing: await failure(() => client.getTask({ tenant: '', id: randomUUID() })),
    over: await failure(() => client.cancelTask({ tenant: '', id: sent.id, metadata: undefined })),
    push: await failure(() =>
      client.getTaskPushNotificationConfig({ tenant: '', taskId: sent.id, id: 'x' }),
    ),
  }),
);
