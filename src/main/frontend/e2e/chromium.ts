import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Chromium {
  executablePath: string
  env: Record<string, string>
}

/** Goes with the packages: a new version is unpacked again. */
const folder = join(import.meta.dirname, '../node_modules/.chromium')

/** Chromium out of npm, with the libraries and a font where the machine has none. */
export async function unpackedChromium(): Promise<Chromium> {
  if (!existsSync(folder)) {
    await unpack()
  }
  const executablePath = join(folder, 'chromium')
  const env: Record<string, string> = { ...definedEnv(), FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  delete env['FONTCONFIG_PATH']
  delete env['LD_LIBRARY_PATH']
  if (spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout.includes('not found')) {
    env['LD_LIBRARY_PATH'] = join(folder, 'al2023/lib')
  }
  return { executablePath, env }
}

/** The package unpacks into the folder for temporary files, and with the libraries only where it believes to be in a cloud function. */
async function unpack(): Promise<void> {
  const fresh = `${folder}.${process.pid}`
  const before = process.env['TMPDIR']
  mkdirSync(fresh, { recursive: true })
  process.env['TMPDIR'] = fresh
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    writeFileSync(join(fresh, 'fonts.conf'), fonts)
    // Last: a folder of this name is complete.
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true })
    // Somebody else may have been faster.
    if (!existsSync(folder)) {
      throw error
    }
  } finally {
    delete process.env['AWS_LAMBDA_JS_RUNTIME']
    if (before === undefined) {
      delete process.env['TMPDIR']
    } else {
      process.env['TMPDIR'] = before
    }
  }
}

const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
