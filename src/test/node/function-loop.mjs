// An agent with the official OpenAI client, the gateway's tools and a model on loopback that asks
// for one of the tools it was given. Usage: function-loop.mjs <gateway> <key> runTools|completion
// Prints what the model said last.
import {randomUUID} from 'node:crypto';
import {createServer} from 'node:http';
import OpenAI from 'openai';

const [gateway, key, style] = process.argv.slice(2);
const headers = {Authorization: `Bearer ${key}`, 'Content-Type': 'application/json'};
const question = [{role: 'user', content: 'How high is the Matterhorn?'}];

/** Fills every member that strict mode requires, with null wherever that is allowed. */
function argumentsFor(schema) {
  const filled = {};
  for (const [name, member] of Object.entries(schema.properties)) {
    const nullable = member.type?.includes('null') || member.anyOf?.some((one) => one.type === 'null');
    filled[name] = nullable ? null : 'Matterhorn';
  }
  return JSON.stringify(filled);
}

function think({messages, tools}) {
  const results = messages.filter((message) => message.role === 'tool');
  if (results.length > 0) {
    return {content: results.map(({content}) => JSON.parse(content).result.answer).join(' ')};
  }
  const search = tools.find((tool) => tool.function.description.startsWith('Searches the web'));
  const call = {name: search.function.name, arguments: argumentsFor(search.function.parameters)};
  return {
    content: null,
    tool_calls: ['call_0', 'call_1'].map((id) => ({id, type: 'function', function: call})),
  };
}

const model = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const message = {role: 'assistant', refusal: null, ...think(JSON.parse(body))};
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({
    id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'loopback',
    choices: [{index: 0, message, logprobs: null, finish_reason: message.tool_calls ? 'tool_calls' : 'stop'}],
  }));
});

async function run(calls) {
  const response = await fetch(`${gateway}/api/v1/tool-calls`, {
    method: 'POST', headers: {...headers, 'Idempotency-Key': randomUUID()}, body: JSON.stringify(calls),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).messages;
}

/** The client's own runner: it calls one function per tool call. */
async function withRunner(client, tools) {
  const runnable = tools.map((tool) => ({
    type: 'function',
    function: {
      ...tool.function,
      function: async (written) => {
        const call = {id: randomUUID(), type: 'function', function: {name: tool.function.name, arguments: written}};
        return (await run(call))[0].content;
      },
    },
  }));
  const runner = client.chat.completions.runTools({model: 'loopback', messages: question, tools: runnable});
  return runner.finalContent();
}

/** The loop by hand: the whole completion goes to the gateway, its messages go to the model. */
async function withCompletions(client, tools) {
  const messages = [...question];
  for (;;) {
    const completion = await client.chat.completions.create({model: 'loopback', messages, tools});
    const {message} = completion.choices[0];
    if (!message.tool_calls) return message.content;
    messages.push(message, ...(await run(completion)));
  }
}

await new Promise((listening) => model.listen(0, '127.0.0.1', listening));
try {
  const list = await fetch(`${gateway}/api/v1/tools?format=openai&strict=true&provider=tavily`, {headers});
  const {data: tools} = await list.json();
  const client = new OpenAI({baseURL: `http://127.0.0.1:${model.address().port}/v1`, apiKey: 'none', maxRetries: 0});
  console.log(await (style === 'runTools' ? withRunner : withCompletions)(client, tools));
} finally {
  model.close();
  model.closeAllConnections();
}
