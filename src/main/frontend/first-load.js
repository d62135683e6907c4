// Fails when the scripts that the page itself names are too big; what a screen needs beyond them is loaded with it.
// Usage: node first-load.js <folder with index.html> <most kB, gzipped>
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [folder, most] = process.argv.slice(2)
const page = readFileSync(join(folder, 'index.html'), 'utf8')
const scripts = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file)
const sizes = scripts.map((file) => ({ file, kB: gzipSync(readFileSync(join(folder, file))).length / 1000 }))
const total = sizes.reduce((sum, { kB }) => sum + kB, 0)

if (!(total > 0 && total <= Number(most))) {
  console.error(`The first page loads ${total.toFixed(1)} kB of JavaScript (gzipped); it must be at most ${most}:`)
  for (const { file, kB } of sizes.sort((a, b) => b.kB - a.kB)) {
    console.error(`${kB.toFixed(1).padStart(8)} kB  ${file}`)
  }
  process.exit(1)
}
