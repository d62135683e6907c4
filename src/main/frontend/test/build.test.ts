import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const here = join(import.meta.dirname, '..')
let project: string
let app: string
let log: string

// npm and Vite are stand-ins that note each call; the script and its stamps are real.
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'build-test-'))
  app = join(project, 'src/main/frontend')
  log = join(project, 'calls')
  mkdirSync(join(app, 'src'), { recursive: true })
  mkdirSync(join(app, 'public'))
  for (const file of ['build.sh', 'index.html', 'package.json', 'package-lock.json', '.npmrc', 'vite.config.ts', 'postcss.config.js', 'tsconfig.json']) {
    cpSync(join(here, file), join(app, file))
  }
  writeFileSync(join(app, 'src/main.tsx'), 'first')
  executable('bin/npm', `mkdir -p node_modules/vite/bin\ncp "${project}/vite.js" node_modules/vite/bin/vite.js\necho install >> "${log}"`)
  writeFileSync(
    join(project, 'vite.js'),
    `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
     mkdirSync('../../../target/classes/static', { recursive: true })
     writeFileSync('../../../target/classes/static/index.html', 'built')
     appendFileSync(${JSON.stringify(log)}, 'build\\n')`,
  )
  writeFileSync(log, '')
})

afterEach(() => {
  rmSync(project, { recursive: true })
})

test('installs and builds once, then does nothing', () => {
  build()
  expect(calls()).toEqual(['install', 'build'])
  build()
  expect(calls()).toEqual([])
})

test('builds again without installing when a source changed', () => {
  build()
  calls()
  writeFileSync(join(app, 'src/main.tsx'), 'second')
  build()
  expect(calls()).toEqual(['build'])
})

test('installs and builds again when the lock file changed', () => {
  build()
  calls()
  writeFileSync(join(app, 'package-lock.json'), '{}')
  build()
  expect(calls()).toEqual(['install', 'build'])
})

test('builds again when the target folder was cleaned', () => {
  build()
  calls()
  rmSync(join(project, 'target'), { recursive: true })
  build()
  expect(calls()).toEqual(['build'])
  expect(existsSync(join(project, 'target/classes/static/index.html'))).toBe(true)
})

test('installs again after an install that failed half way', () => {
  executable('bin/npm', `mkdir -p node_modules/vite\necho install >> "${log}"\nexit 1`)
  expect(run().status).not.toBe(0)
  expect(run().status).not.toBe(0)
  expect(calls()).toEqual(['install', 'install'])
})

test('says in one line that Node.js is too old', () => {
  executable('bin/node', 'case "$1" in --version) echo v18.19.0 ;; *) exit 1 ;; esac')
  const { status, stderr } = run()
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toContain('needs Node.js 20 or newer')
  expect(stderr).toContain('v18.19.0')
})

function executable(path: string, script: string): void {
  const file = join(project, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

function run(): { status: number | null; stderr: string } {
  const env = { ...process.env, PATH: `${join(project, 'bin')}:${process.env['PATH'] ?? ''}` }
  return spawnSync(join(app, 'build.sh'), { env, encoding: 'utf8', cwd: project })
}

function build(): void {
  const env = { ...process.env, PATH: `${join(project, 'bin')}:${process.env['PATH'] ?? ''}` }
  execFileSync(join(app, 'build.sh'), ['build'], { env, cwd: project })
}

/** What was called since the last look. */
function calls(): string[] {
  const lines = readFileSync(log, 'utf8').split('\n').filter((line) => line !== '')
  writeFileSync(log, '')
  return lines
}
