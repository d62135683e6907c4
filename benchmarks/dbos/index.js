'use strict';

// A run is a workflow; each model call and each tool call is one of its steps.

const { DBOS } = require('@dbos-inc/dbos-sdk');
const { opening, callModel, callTool, serve } = require('../peer.js');

const workflow = DBOS.registerWorkflow(
  async (marker) => {
    const messages = opening(marker);
    for (let turn = 1; ; turn++) {
      const answer = await DBOS.runStep(() => callModel(messages), { name: 'model' });
      messages.push(answer);
      if (!answer.tool_calls) {
        return JSON.parse(answer.content);
      }
      for (const [ordinal, call] of answer.tool_calls.entries()) {
        const { text } = JSON.parse(call.function.arguments);
        const key = `${DBOS.workflowID}-${turn}-${ordinal}`;
        const result = await DBOS.runStep(() => callTool(text, key), { name: 'tool' });
        messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) });
      }
    }
  },
  { name: 'agent' },
);

async function main() {
  DBOS.setConfig({
    name: 'benchmark',
    systemDatabaseUrl: process.env.DATABASE_URL,
    systemDatabasePoolSize: Number(process.env.CONNECTIONS),
    logLevel: 'warn',
  });
  await DBOS.launch();
  serve(
    async (marker) => {
      const handle = await DBOS.startWorkflow(workflow, { workflowID: marker })(marker);
      await handle.getResult();
    },
    () => DBOS.shutdown(),
  );
}

main();
