# What the scripts in this folder share; to be sourced. Sets java, work and the names of the jars, and ends at
# exit what was started. JAVA names another java; JAVA_OPTIONS adds options for the program that is
# measured; CLIENT_JAR and BACKEND_JAR name other jars, to compare two builds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
java=${JAVA:-java}
read -r -a options <<<"${JAVA_OPTIONS-}"
client_jar=${CLIENT_JAR:-client/target/client.jar}
backend_jar=${BACKEND_JAR:-backend/target/backend.jar}
work=$(mktemp -d "${TMPDIR:-/tmp}/plimsoll-bench.XXXXXX")
pids=()

# How long one replay or one tool may take before it counts as hung.
limit_seconds=${LIMIT_SECONDS:-300}

clean_up() {
  for pid in "${pids[@]}"; do
    kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap clean_up EXIT

die() {
  echo "$*" >&2
  exit 1
}

for jar in "$client_jar" "$backend_jar"; do
  [[ -f $jar ]] || die "$jar: not there (expected: built by ./mvnw package)"
done
for tool in jq curl; do
  command -v "$tool" >/dev/null || die "$tool: not there (expected: installed, apt-get install $tool)"
done

machine() {
  echo "$("$java" -version 2>&1 | head -n 1), $(nproc) processors, options: ${JAVA_OPTIONS:-none}"
}

# server ARG...: starts a stand-in API server. Sets server_pid and url.
server() {
  : >"$work/server.log"
  "$java" -jar "$client_jar" standin api-server "$@" >"$work/server.log" 2>&1 &
  server_pid=$!
  pids+=("$server_pid")
  until grep -q 'stand-in API server:' "$work/server.log"; do
    kill -0 "$server_pid" 2>/dev/null || die "$(cat "$work/server.log")"
    sleep 0.05
  done
  url=$(sed -n 's/.*stand-in API server: //p' "$work/server.log")
}

stop_server() {
  kill "$server_pid" 2>/dev/null || true
  wait "$server_pid" 2>/dev/null || true
}

generate() { # ARG...
  "$java" bench/replay/GenerateProfile.java --runners 1 "$@"
}

# make_objects COUNT BODY_BYTES: makes the config maps that profiles of GenerateProfile are about, and so warms the
# server up.
make_objects() {
  generate --out "$work/make.yaml" --each --verbs CREATE=1 --count "$1" --objects "$1" --body "$2" \
    --rate 1000 --conns 8 --clients 8
  "$java" -jar "$backend_jar" -once replay "$work/make.yaml" --server "$url" --insecure-skip-tls-verify \
    --report "$work/make.json" >/dev/null 2>&1 || true
  local made
  made=$(jq .succeeded "$work/make.json")
  [[ $made == "$1" ]] || die "config maps made: $made (expected: $1)"
}

# Processor time of a running process and of all that this shell has waited for, in milliseconds.
tick_millis=$((1000 / $(getconf CLK_TCK)))
millis_of() { # PID
  local fields
  read -r -a fields <"/proc/$1/stat" 2>/dev/null || return 0
  millis=$(((fields[13] + fields[14]) * tick_millis))
}
millis_of_ended() {
  local fields
  read -r -a fields <"/proc/$$/stat"
  millis=$(((fields[15] + fields[16]) * tick_millis))
}

# Whether a process has a connection to the server. Only one that has just begun is asked about, so any will do.
is_connected() {
  local hex
  printf -v hex ':%04X 01' "${url##*:}"
  grep -qs "$hex" /proc/net/tcp /proc/net/tcp6
}

# replay PROFILE REPORT ARG...: replays a profile in a process of its own. Sets exit_code; cpu_millis: all of its
# processor time; start_millis: the part of that until it was connected; peak_mib: its resident memory.
replay() {
  local profile=$1 report=$2 before deadline
  shift 2
  millis_of_ended
  before=$millis
  start_millis=0
  peak_mib=0
  rm -f "$report"
  "$java" "${options[@]}" -jar "$backend_jar" -once replay "$profile" --server "$url" --report "$report" "$@" \
    >"$work/replay.out" 2>"$work/replay.err" &
  local replay_pid=$!
  pids+=("$replay_pid")
  deadline=$((SECONDS + limit_seconds))
  while [[ -d /proc/$replay_pid ]] && kill -0 "$replay_pid" 2>/dev/null; do
    if ((start_millis == 0)) && is_connected; then
      millis_of "$replay_pid"
      start_millis=$millis
      [[ -z ${on_connected-} ]] || "$on_connected"
    fi
    peak_of "$replay_pid"
    ((SECONDS < deadline)) || { kill -9 "$replay_pid"; die "a replay took more than $limit_seconds s"; }
    sleep 0.1
  done
  exit_code=0
  wait "$replay_pid" || exit_code=$?
  millis_of_ended
  # The sleeps and greps above are in this, too: a millisecond each.
  cpu_millis=$((millis - before))
  [[ -s $report ]] || die "no report: $(cat "$work/replay.err")"
}

peak_of() { # PID
  local peak
  peak=$(awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$1/status" 2>/dev/null) || true
  peak_mib=${peak:-$peak_mib}
}

# percentiles REPORT HISTOGRAM PERCENT...: of a report, in milliseconds.
percentiles() {
  local report=$1 histogram=$2
  shift 2
  jq -r ".histograms.$histogram" "$report" | "$java" -cp "$client_jar" bench/replay/Percentiles.java "$@"
}

# calc EXPRESSION [FORMAT]
calc() { awk "BEGIN { printf \"${2:-%.2f}\", $1 }"; }
