# Sourced: database servers that this Debian does not have. Each lies in a folder with a small Debian of its own, and runs there.
# shellcheck shell=bash
#
#   servers_need NAME             makes the folder of that server where it is missing: a minute or two, and some 600 MB
#   servers_folder NAME           prints its folder
#   servers_enter NAME PROGRAM…   replaces this (sub)shell with a program of that folder, run by the user of the tests' servers
#   servers_obstacle              prints why this machine cannot run them; nothing where it can
#
# The folders are kept in ${XDG_CACHE_HOME:-~/.cache}/jobu/servers. Remove one to have it made anew, of what Debian has by then.

declare -rA SERVERS_SUITE=([mysql-9]=sid [postgresql-18]=sid [mariadb-11.8]=trixie)
declare -rA SERVERS_PACKAGES=([mysql-9]="mysql-server-core,mysql-client-core" [postgresql-18]=postgresql-18
    [mariadb-11.8]="mariadb-server-core,mariadb-client-core")

servers_folder() { printf '%s/jobu/servers/%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}" "$1"; }

# A folder is entered by chroot, with mounts that nobody else sees and that go when the server does: the machine allows that to
# root alone, and not in every container.
servers_obstacle() {
    if ((EUID != 0)); then
        echo "only root can enter the folder it lies in"
    elif ! unshare --mount --propagation private true 2>/dev/null; then
        echo "this machine does not let its folder be entered (unshare --mount)"
    fi
}

servers_need() {
    local name="$1" folder lock
    [[ -n "${SERVERS_SUITE[$name]:-}" ]] || fail "there is no server '$name'; there are: ${!SERVERS_SUITE[*]}"
    folder="$(servers_folder "$name")"
    if [[ -d "$folder" ]]; then return; fi
    command -v debootstrap >/dev/null || fail "there is no debootstrap to make $folder with; run: script/bootstrap --test"
    mkdir -p "$(dirname "$folder")"
    # Two runs at the same time make it once.
    exec {lock}>"$folder.lock"
    flock "$lock"
    if [[ ! -d "$folder" ]]; then
        say "making $folder, once: $name of Debian's ${SERVERS_SUITE[$name]}"
        servers_make "$name" "$folder.new"
        # Moved when it is whole: what a run has left half made is never used.
        mv "$folder.new" "$folder"
    fi
    exec {lock}>&-
}

servers_make() {
    local name="$1" folder="$2"
    rm -rf "$folder" "$folder.log"
    mkdir "$folder"
    chmod 755 "$folder"
    attend debootstrap --variant=minbase --include="${SERVERS_PACKAGES[$name]}" "${SERVERS_SUITE[$name]}" "$folder" \
        "$(servers_mirror)" >"$folder.log" 2>&1 ||
        { tail -n 20 "$folder.log" >&2; fail "debootstrap could not make $name; the end of its log is above"; }
    rm -rf "$folder.log" "$folder"/var/cache/apt/* "$folder"/var/lib/apt/lists/*
}

# Where this machine's own packages come from.
servers_mirror() {
    local mirror
    # shellcheck disable=SC2016
    mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Component: main' |
        grep --invert-match -- '-security' | head -n 1)"
    printf '%s\n' "${mirror:-http://deb.debian.org/debian}"
}

servers_enter() {
    local folder
    folder="$(servers_folder "$1")"
    [[ -d "$folder" ]] || fail "there is no $folder; script/bootstrap --test makes what the tests need"
    shift
    # The data, the sockets and the certificates of the tests are below /tmp or TMPDIR, and have the same names inside.
    # shellcheck disable=SC2016
    exec unshare --mount --propagation private -- bash -c '
        set -e
        folder="$1" user="$2" group="$3"
        shift 3
        for place in /dev /tmp "${TMPDIR:-/tmp}"; do
            mkdir -p "$folder$place"
            mount --rbind "$place" "$folder$place"
        done
        exec chroot --userspec="$user:$group" --groups="$group" "$folder" "$@"
    ' enter "$folder" "$(id -u nobody)" "$(id -g nobody)" "$@"
}
