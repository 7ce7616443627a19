# Shared by build and check. Sourced by bash after scripts/setup.sh, not run; needs `root` and `here`.

known_images=(frontend backend client)

# What --base debian consists of: glibc with what a JDK of Debian links to, a shell, cp, names of users and zones.
debian_packages=base-files,base-passwd,coreutils,dash,libc-bin,libc6,libstdc++6,netbase,tini,tzdata,zlib1g,sed

# As the OCI distribution specification has them.
image_name='[a-z0-9]+([._:/-]+[a-z0-9]+)*'
tag_name='[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
image_reference='[A-Za-z0-9][A-Za-z0-9._:/@-]*'

# matching OPTION VALUE REGEX EXPECTED: the value, if all of it matches.
matching() {
  [[ $2 =~ ^($3)$ ]] || die "$1: '$2' (expected: $4)"
  printf '%s\n' "$2"
}

not_empty() {
  [ -n "$2" ] || die "$1: '' (expected: $3)"
  printf '%s\n' "$2"
}

# need_tools COMMAND...: Debian's packages have their names.
need_tools() {
  local tool missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  can_install || die "needs ${missing[*]}: install them first"
  install "${missing[@]}"
}

# The version of the project: the first of pom.xml that is not the model's.
version() { sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$root/pom.xml" | head -n 1; }

# The one time in all images, that of the jars too.
source_date() {
  date -u +%s -d "$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$root/pom.xml")"
}

# default_of ARGUMENT: as the Containerfile has it.
default_of() { sed -n "s/^ARG $1=//p" "$here/Containerfile"; }
