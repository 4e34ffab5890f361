# Sourced by the scripts beside this folder: where the project is, and how to speak.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
export ROOT

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# The comment at the top of a script is its help.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$1"; }

# Runs a command so that INT and TERM stop it at once: bash alone would let it end before it heeds a trap.
# It gets a session of its own, for the signal to reach all its processes; bash would have it ignore INT.
ATTENDED=
attend() {
    local status=0
    env --default-signal=INT,QUIT setsid -- "$@" &
    ATTENDED=$!
    wait "$ATTENDED" || status=$?
    ATTENDED=
    return "$status"
}

# INT in both cases: on it SwiftPM stops its compilers as well, which have groups of their own.
stop_attended() {
    if [[ -n "$ATTENDED" ]]; then
        kill -INT -- "-$ATTENDED" 2>/dev/null || true
        wait "$ATTENDED" || true
    fi
    exit "$1"
}
trap 'stop_attended 130' INT
trap 'stop_attended 143' TERM
