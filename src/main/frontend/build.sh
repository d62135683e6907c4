#!/bin/sh
# Builds or checks the web app, doing again only what changed. Usage: build.sh [build|check]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cd "$here"

action=${1:-build}
output=../../../target/classes/static
# Beside the output, so that a cleaned target builds again.
build_stamp=../../../target/frontend.built
install_stamp=node_modules/.installed

if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null; then
  echo "The web app needs Node.js 20 or newer with npm on the PATH (https://nodejs.org); found $(node --version 2>/dev/null || echo none)." >&2
  exit 1
fi

# The SHA-256 over names and contents of the given files and folders.
digest() {
  node -e '
    const { createHash } = require("node:crypto")
    const { readFileSync, readdirSync, statSync } = require("node:fs")
    const files = (path) =>
      statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => files(path + "/" + name)) : [path]
    const hash = createHash("sha256")
    for (const path of process.argv.slice(1).flatMap(files)) {
      const content = readFileSync(path)
      hash.update(path + "\0" + content.length + "\0").update(content)
    }
    console.log(hash.digest("hex"))
  ' "$@"
}

same() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

install() {
  dependencies="$(digest package-lock.json .npmrc) $(node --version) $(uname -sm)"
  if same "$install_stamp" "$dependencies"; then
    return
  fi
  rm -f "$install_stamp"
  npm ci --no-audit --no-fund --loglevel=error
  # Last: an interrupted install leaves no stamp and is done again.
  echo "$dependencies" > "$install_stamp"
}

build() {
  sources=$(digest src public index.html package.json package-lock.json vite.config.ts postcss.config.js tsconfig.json)
  if same "$build_stamp" "$sources" && [ -f "$output/index.html" ]; then
    return
  fi
  install
  node node_modules/vite/bin/vite.js build --logLevel warn
  echo "$sources" > "$build_stamp"
}

check() {
  install
  if ! node node_modules/openapi-typescript/bin/cli.js src/api/openapi.json -o src/api/schema.d.ts --check > /dev/null; then
    echo "src/api/schema.d.ts is not what src/api/openapi.json says: run 'npm run api' in src/main/frontend." >&2
    exit 1
  fi
  node node_modules/typescript/bin/tsc --noEmit
  node node_modules/eslint/bin/eslint.js . --max-warnings 0
  node node_modules/vitest/vitest.mjs run
  build
  node first-load.js "$output" 200
}

case $action in
  build) build ;;
  check) check ;;
  *)
    echo "Usage: build.sh [build|check]" >&2
    exit 2
    ;;
esac
