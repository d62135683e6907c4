#!/bin/sh
# Says in one sentence what is missing when no JDK fits, before the toolchains plugin fails with
# many. Looks where that plugin looks. Usage: jdk-check.sh <lowest major version>
lowest=$1

# Whoever has written one has told Maven more than this script can guess.
[ -f "$HOME/.m2/toolchains.xml" ] && exit 0

candidates() {
  env | sed -n 's/^JAVA[0-9A-Za-z_]*_HOME=//p'
  for home in "$HOME"/.jdks/* "$HOME"/.m2/jdks/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.gradle/jdks/* "$HOME"/.jenv/versions/* "$HOME"/.jbang/cache/jdks/* \
    "$HOME"/.asdf/installs/java/* "$HOME"/.jabba/jdk/* \
    /usr/jdk/* /usr/java/* /opt/java/* /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    echo "$home"
  done
}

major() {
  if [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

candidates | {
  while IFS= read -r home; do
    [ -x "$home/bin/javac" ] && [ "$(major "$home")" -ge "$lowest" ] 2>/dev/null && exit 0
  done
  echo "[ERROR] Steward needs a JDK $lowest or newer (25 recommended): install one, for example" \
    "'apt-get install temurin-25-jdk', 'brew install openjdk@25' or 'sdk install java 25-tem'," \
    "or set JAVA_HOME to one."
}
