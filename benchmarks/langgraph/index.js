'use strict';

// A run is a thread of one graph: the node `agent` makes a model call, the node `tools` a tool call, in turn.
//
//   node index.js [sync|async|exit]       without a mode of durability the library's default holds

const { AIMessage, HumanMessage, SystemMessage, ToolMessage } = require('@langchain/core/messages');
const { END, MessagesAnnotation, START, StateGraph } = require('@langchain/langgraph');
const { PostgresSaver } = require('@langchain/langgraph-checkpoint-postgres');
const pg = require('pg');
const { opening, callModel, callTool, serve } = require('../peer.js');

const ROLES = { system: 'system', human: 'user', ai: 'assistant', tool: 'tool' };

function toWire(message) {
  const wire = { role: ROLES[message.getType()], content: message.content };
  if (message.tool_call_id !== undefined) {
    wire.tool_call_id = message.tool_call_id;
  }
  if (message.tool_calls?.length > 0) {
    wire.tool_calls = message.tool_calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.args) },
    }));
  }
  return wire;
}

async function agent({ messages }) {
  const answer = await callModel(messages.map(toWire));
  return {
    messages: [
      new AIMessage({
        content: answer.content ?? '',
        tool_calls: (answer.tool_calls ?? []).map((call) => ({
          id: call.id,
          type: 'tool_call',
          name: call.function.name,
          args: JSON.parse(call.function.arguments),
        })),
      }),
    ],
  };
}

async function tools({ messages }, { configurable }) {
  const results = [];
  for (const call of messages.at(-1).tool_calls) {
    const result = await callTool(call.args.text, `${configurable.thread_id}-${call.id}`);
    results.push(new ToolMessage({ tool_call_id: call.id, name: call.name, content: JSON.stringify(result) }));
  }
  return { messages: results };
}

async function main() {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.CONNECTIONS) });
  const checkpointer = new PostgresSaver(pool);
  await checkpointer.setup();
  const graph = new StateGraph(MessagesAnnotation)
    .addNode('agent', agent)
    .addNode('tools', tools)
    .addEdge(START, 'agent')
    .addConditionalEdges('agent', ({ messages }) => (messages.at(-1).tool_calls.length > 0 ? 'tools' : END))
    .addEdge('tools', 'agent')
    .compile({ checkpointer });
  const mode = process.argv[2] === undefined ? {} : { durability: process.argv[2] };
  serve(
    async (marker) => {
      const [system, user] = opening(marker);
      const messages = [new SystemMessage(system.content), new HumanMessage(user.content)];
      const { messages: all } = await graph.invoke({ messages }, { configurable: { thread_id: marker }, ...mode });
      JSON.parse(all.at(-1).content);
    },
    () => pool.end(),
  );
}

main();
