// An agent outside, with the MCP project's own client: connects, lists the tools, makes the calls it is told, and prints what it was told.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [url, authorization, calls] = process.argv.slice(2)
const client = new Client({ name: 'agent-outside', version: '1' })
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: authorization } } }))
const { tools } = await client.listTools()
const answers = []
for (const call of JSON.parse(calls)) {
  answers.push(await client.callTool(call))
}
console.log(JSON.stringify({ server: client.getServerVersion(), tools, answers }))
await client.close()
