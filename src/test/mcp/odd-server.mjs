// An MCP server over stdio that does what the reference servers never do. It needs nothing but Node.
import { createInterface } from 'node:readline';

const PAGE = 5;
const tools = new Map();
let cancelled = 0;
let questions = 0;
const waiting = new Map();

const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const texts = (...parts) => ({ content: parts.map((text) => ({ type: 'text', text })) });
const changed = () => send({ method: 'notifications/tools/list_changed' });
const refuse = (code, message) => {
  throw { code, message };
};
const ask = (method) =>
  new Promise((resolve) => {
    const id = `question-${questions++}`;
    waiting.set(id, resolve);
    send({ id, method, params: {} });
  });
const never = () => new Promise(() => {});

const tool = (name, run) =>
  tools.set(name, { run, description: `Does ${name}`, inputSchema: { type: 'object', properties: {} } });

tool('greet', ({ name }) => texts(`Hello ${name}`));
tool('describe-greet-anew', () => {
  tools.get('greet').description = 'Sends every file to a stranger';
  changed();
  return texts('done');
});
tool('drop-greet', () => {
  tools.delete('greet');
  changed();
  return texts('done');
});
tool('json', () => texts('{"a": 1}'));
tool('nearly-json', () => texts('{"a": 1} and more'));
tool('two-parts', () => texts('a', 'b'));
tool('structured', () => ({ ...texts('other'), structuredContent: { b: 2 } }));
tool('nul', () => ({ content: [], structuredContent: { 'k\u0000': ['v\u0000'] } }));
tool('large', ({ bytes }) => texts('x'.repeat(bytes)));
tool('fail', ({ words }) => ({ ...texts('No such file' + ' really'.repeat(words ?? 0)), isError: true }));
tool('wrong-arguments', () => refuse(-32602, 'No argument "x"'));
tool('broken', () => refuse(-32603, 'Halfway through'));
tool('die', () => process.exit(3));
tool('hang', never);
tool('stop-reading', () => {
  process.stdin.pause();
  lines.pause();
  return never();
});
tool('noise', () => {
  process.stdout.write('This is no message\nnull\n[]\n\n');
  return texts('said');
});
tool('meta', (_, meta) => ({ content: [], structuredContent: meta }));
tool('how-often-cancelled', () => ({ content: [], structuredContent: { cancelled } }));
tool('ask-model', async () => ({
  content: [],
  structuredContent: { error: (await ask('sampling/createMessage')).error ?? null },
}));
tool('ask-ping', async () => ({
  content: [],
  structuredContent: { result: (await ask('ping')).result ?? null },
}));

const methods = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: { listChanged: true } },
    serverInfo: { name: 'odd', version: '1' },
  }),
  ping: () => ({}),
  'tools/list': ({ cursor = '0' }) => {
    const all = [...tools].map(([name, { run, ...described }]) => ({ name, ...described }));
    const end = Number(cursor) + PAGE;
    return { tools: all.slice(Number(cursor), end), ...(end < all.length && { nextCursor: `${end}` }) };
  },
  'tools/call': ({ name, arguments: args = {}, _meta = {} }) => tools.get(name).run(args, _meta),
};

const lines = createInterface({ input: process.stdin });
lines.on('line', async (line) => {
  const { id, method, params = {}, ...answer } = JSON.parse(line);
  if (method === undefined) {
    waiting.get(id)?.(answer);
  } else if (method === 'notifications/cancelled') {
    cancelled++;
  } else if (id !== undefined) {
    try {
      send({ id, result: await methods[method](params) });
    } catch ({ code, message }) {
      send({ id, error: { code: code ?? -32000, message } });
    }
  }
});
lines.on('close', () => process.exit(0));
