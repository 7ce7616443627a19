# Shared by check: containers as the manifests run them. Sourced by bash, not run; needs `tag` and `work`.

passed=0
failed=0
volumes=()

# What a pod of deploy/ may and may not do.
box=(--rm --read-only --tmpfs /tmp:rw,mode=1777,size=64m --cap-drop all --security-opt no-new-privileges
  --memory 256m --cpus 1 --ulimit "nofile=$(ulimit -Hn):$(ulimit -Hn)" --ulimit nproc=4096:4096)
wait_tenths=600
orphans=20

# Packages that name modules which are left out. Each looks for the module first, and does without.
left_out='java\.compiler io\.vertx\.core\.impl\.verticle|java\.desktop tools\.jackson\.databind\.ext\.beans'
left_out+='|java\.sql tools\.jackson\.databind\.ext\.sql|java\.sql io\.fabric8\.kubernetes\.model\.jackson'

# pick_runtime: what starts containers here; runc where crun does not know the machine's cgroups.
pick_runtime() {
  local said
  podman=(podman)
  if ! said=$(podman run "${box[@]}" --network none "plimsoll/backend:$tag" --version 2>&1); then
    command -v runc >/dev/null || ! can_install || install runc
    podman=(podman --runtime runc)
    "${podman[@]}" run "${box[@]}" --network none "plimsoll/backend:$tag" --version >/dev/null ||
      die "podman cannot run a container here: $said"
  fi
}

podman() { command "${podman[@]:-podman}" "$@"; }

# check NAME: a function; what it prints is shown if it fails, be it by a command of it.
check() {
  local status
  set +e
  (
    set -e
    "$1"
  ) >"$work/said" 2>&1
  status=$?
  set -e
  if [ "$status" = 0 ]; then
    echo "ok      ${1//_/ }"
    passed=$((passed + 1))
  else
    echo "FAILED  ${1//_/ }"
    sed 's/^/        /' "$work/said"
    failed=$((failed + 1))
  fi
}

is() {
  [ "$1" = "$2" ] || {
    echo "'$2' (expected: '$1')"
    exit 1
  }
}

run() { podman run "${box[@]}" --network none "${volumes[@]}" "plimsoll/$1:$tag" "${@:2}"; }

# run_in CONTAINER IMAGE ARG...: beside another, on its loopback interface, as in a pod.
run_in() {
  podman run "${box[@]}" "${volumes[@]}" --network "container:$(container "$1")" "plimsoll/$2:$tag" "${@:3}"
}

shell_in() {
  podman run "${box[@]}" --network none "${volumes[@]}" --entrypoint /usr/bin/tini "plimsoll/$1:$tag" -- /bin/sh -c "$2"
}

container() { echo "plimsoll-check-$$-$1"; }

# start [--in CONTAINER | --entrypoint PROGRAM] NAME IMAGE ARG...: in the background.
start() {
  local more=(--network none)
  case $1 in
    --in) more=(--network "container:$(container "$2")") ;;
    --entrypoint) more+=(--entrypoint "$2") ;;
  esac
  [[ $1 != --* ]] || shift 2
  podman run "${box[@]}" "${volumes[@]}" --rm=false --detach "${more[@]}" --name "$(container "$1")" "plimsoll/$2:$tag" \
    "${@:3}" >/dev/null
}

# await NAME PATTERN: until its log has a line such as that.
await() {
  local i
  for ((i = 0; i < wait_tenths; i++)); do
    ! podman logs "$(container "$1")" 2>&1 | grep -q "$2" || return 0
    sleep 0.1
  done
  podman logs "$(container "$1")"
  return 1
}

# stop NAME: as the kubelet does; prints the exit code.
stop() {
  podman stop --time 60 "$(container "$1")" >/dev/null
  podman inspect --format '{{.State.ExitCode}}' "$(container "$1")"
}

# leave_orphans NAME: processes there whose parent has ended.
leave_orphans() {
  podman exec "$(container "$1")" /bin/sh -c "i=0; while [ \$i -lt $orphans ]; do (/bin/sleep 0.1 &); i=\$((i + 1)); done"
}

# await_children_of_init NAME NUMBER: until process 1 there has so many, zombies too.
await_children_of_init() {
  local i found
  for ((i = 0; i < wait_tenths; i++)); do
    found=$(podman exec "$(container "$1")" /bin/sh -c 'cat /proc/[0-9]*/status 2>/dev/null' | grep -c '^PPid:.1$') || true
    [ "$found" != "$2" ] || return 0
    sleep 0.1
  done
  echo "children of init: $found (expected: $2)"
  return 1
}

remove_containers() {
  local names
  names=$(podman ps --all --quiet --filter "name=^plimsoll-check-$$-" 2>/dev/null || true)
  # shellcheck disable=SC2086
  [ -z "$names" ] || podman rm --force --depend --time 0 $names >/dev/null
}

# make_certificate FOLDER: of localhost, its own CA.
make_certificate() {
  mkdir -p -m 0755 "$1"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$1/server.key" -out "$1/server.crt" -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
  chmod 0644 "$1"/*
}

# start_up_times: seconds from start to end of a run that does nothing, in the image and with the JDK here; the middle one
# of several.
start_up_times() {
  local in_image jdk
  box+=(--cpus 0)
  in_image=$(middle_time podman run "${box[@]}" --network none --entrypoint /bin/true "plimsoll/backend:$tag")
  echo "start of a container with nothing in it: ${in_image} ms"
  in_image=$(shell_in backend "$(declare -f middle_time)
    middle_time /opt/plimsoll/java/bin/java -jar /opt/plimsoll/backend.jar -once sleep 0")
  jdk=$(middle_time "$JAVA" -jar "$root/backend/target/backend.jar" -once sleep 0)
  echo "backend.jar -once sleep 0: $in_image ms in the image, $jdk ms with $JAVA_HOME"
}

# middle_time COMMAND...: milliseconds; of five runs. Also for the shell in an image.
middle_time() {
  for i in 1 2 3 4 5; do
    begun=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - begun) / 1000000))
  done | sort -n | sed -n 3p
}
