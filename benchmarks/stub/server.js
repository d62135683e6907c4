'use strict';

// A model server in OpenAI's protocol and the one tool its answers call. Every model call is answered after the same delay;
// a conversation with fewer than three tool results gets a tool call, then the final answer. Plain Node, without packages.
//
//   node server.js [--port 0] [--delay 1000]        prints {"port": …} once it listens
//
//   POST /v1/chat/completions      POST /tools/note
//   GET  /counts   what arrived    GET  /calls   when model calls arrived, by the marker `run-…` in the user's message
//   POST /reset    forgets both

const http = require('node:http');
const { parseArgs } = require('node:util');

const TOOL_CALLS = 3;
const MARKER = /\brun-[\w-]+/;
const MINUTES = 60_000;

const { values: options } = parseArgs({
  options: { port: { type: 'string', default: '0' }, delay: { type: 'string', default: '1000' } },
});
const delay = Number(options.delay);

let counts;
let keys;
let calls;

function reset() {
  counts = { modelCalls: 0, modelAnswers: 0, toolCalls: 0, toolCallsWithoutKey: 0, mostModelCallsAtOnce: 0 };
  keys = new Set();
  calls = new Map();
}

function send(response, text, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

function now() {
  return performance.timeOrigin + performance.now();
}

function answerModel(request, response, body) {
  const arrived = now();
  const { messages, tools = [], model = 'stub' } = JSON.parse(body);
  const results = messages.filter((message) => message.role === 'tool').length;
  const marker = MARKER.exec(messages.find((message) => message.role === 'user')?.content)?.[0];
  if (marker !== undefined) {
    const times = calls.get(marker);
    if (times === undefined) {
      calls.set(marker, [arrived]);
    } else {
      times.push(arrived);
    }
  }
  const number = ++counts.modelCalls;
  counts.mostModelCallsAtOnce = Math.max(counts.mostModelCallsAtOnce, number - counts.modelAnswers);
  const text = completion(number, model, results < TOOL_CALLS ? tools[0]?.function.name : undefined, results);
  setTimeout(() => {
    counts.modelAnswers++;
    send(response, text);
  }, delay);
}

function completion(number, model, tool, results) {
  const message =
    tool === undefined
      ? { role: 'assistant', content: '{"summary": "Three notes were written."}' }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: `call_${number}`,
              type: 'function',
              function: { name: tool, arguments: `{"text": "Note ${results + 1} of ${TOOL_CALLS}"}` },
            },
          ],
        };
  return JSON.stringify({
    id: `completion-${number}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: 300 + 60 * results, completion_tokens: 20, total_tokens: 320 + 60 * results },
  });
}

function answerTool(request, response) {
  counts.toolCalls++;
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    counts.toolCallsWithoutKey++;
  } else {
    keys.add(key);
  }
  send(response, '{"ok": true}');
}

const routes = {
  'POST /v1/chat/completions': answerModel,
  'POST /tools/note': answerTool,
  'GET /counts': (request, response) => send(response, JSON.stringify({ ...counts, distinctKeys: keys.size })),
  'GET /calls': (request, response) => send(response, JSON.stringify(Object.fromEntries(calls))),
  'POST /reset': (request, response) => {
    reset();
    send(response, '{}');
  },
};

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) {
      send(response, '{"error": {"message": "There is no such path"}}', 404);
    } else {
      route(request, response, Buffer.concat(chunks).toString());
    }
  });
});
// Node closes idle connections after 5 seconds otherwise, just when a client sends its next request on one.
server.keepAliveTimeout = 30 * MINUTES;
server.headersTimeout = 31 * MINUTES;
server.requestTimeout = 0;

reset();
server.listen({ host: '127.0.0.1', port: Number(options.port), backlog: 8192 }, () => {
  console.log(JSON.stringify({ port: server.address().port }));
});
// The benchmark's end is this server's end, however the benchmark ends.
process.stdin.on('end', () => process.exit(0)).resume();
