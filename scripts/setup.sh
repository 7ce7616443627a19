# Shared by ./quickstart and ./test: finds a JDK, or installs one where that is possible.
# Sourced by bash, not run. Sets JAVA_HOME and JAVA.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$0: $*"
  exit 2
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -e /etc/debian_version ]; }

# install PACKAGE...: Debian packages, quietly, and without starting any service they bring.
install() {
  say "installing: $*"
  local policy=/usr/sbin/policy-rc.d made=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made=yes
  fi
  local failed=
  apt-get update -qq >/dev/null || failed=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    failed=yes
  [ -z "$made" ] || rm -f "$policy"
  [ -z "$failed" ] || die "could not install $*"
}

# is_jdk FOLDER: whether a JDK 17 or newer is there.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  local version
  version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ -n "$version" ] && [ "$version" -ge 17 ]
}

find_jdk() {
  local javac folder
  if [ -n "${JAVA_HOME-}" ] && is_jdk "$JAVA_HOME"; then
    return 0
  fi
  if javac=$(command -v javac); then
    JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$javac")")")
    is_jdk "$JAVA_HOME" && return 0
  fi
  for folder in /usr/lib/jvm/*; do
    JAVA_HOME=$folder
    is_jdk "$JAVA_HOME" && return 0
  done
  return 1
}

need_jdk() {
  if ! find_jdk; then
    can_install || die "needs a JDK 17 or newer: install one and set JAVA_HOME to it"
    install openjdk-17-jdk-headless
    find_jdk || die "no JDK 17 after installing one"
  fi
  export JAVA_HOME
  JAVA=$JAVA_HOME/bin/java
}
