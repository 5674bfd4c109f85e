# Words and small tools for the set-up steps; sourced from the project's top folder.

say() { printf '· %s\n' "$*"; }

stop() { # Every further argument is a line of its own.
    printf '✗ %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# need_writable 文件夹 : made where it is missing; else its name, the account and what root runs to mend it.
need_writable() {
    local me owner
    me="$(id -un)"
    mkdir -p "$1" 2>/dev/null ||
        [ -d "$1" ] ||
        stop "文件夹 $1 不存在，账号 $me 也不能新建它。" "名称没有写错的，请由 root 运行：install -d -o $me -g $(id -gn) -m 750 $1"
    [ ! -w "$1" ] || return 0
    owner="$(stat -c %U "$1")"
    stop "账号 $me 不能写入文件夹 $1（它属于 $owner）。" "请由 root 运行：chown -R $me: $1" \
        "年报本来就由 $owner 运行的，不用改，请用账号 $owner 运行 bin/setup。"
}

has() { command -v "$1" >/dev/null 2>&1; }

# A stamp remembers from what a step was last done, so that a second run may pass it by.
is_done() { [ "$(cat "$VAR/stamps/$1" 2>/dev/null)" = "$2" ]; }
mark_done() {
    mkdir -p "$VAR/stamps"
    printf '%s\n' "$2" >"$VAR/stamps/$1"
}

is_debian() { has apt-get && has dpkg-deb; }

fresh_lists=""
refresh_lists() { # At most once a run, and only by root: others cannot.
    [ -z "$fresh_lists" ] && [ "$(id -u)" = 0 ] || return 0
    fresh_lists=yes
    say "更新软件包列表 (apt-get update)"
    apt-get -q update >"$VAR/apt.log" 2>&1 || stop "apt-get update 失败，记录见 $VAR/apt.log" "$(tail -n 2 "$VAR/apt.log")"
}

lists_know() { apt-cache show "$1" >/dev/null 2>&1; }

# install_packages 用途 包名… : with apt-get as root; anyone else is told the command.
install_packages() {
    local purpose="$1" package
    shift
    is_debian || stop "缺少${purpose}。" "本机没有 apt-get，请用系统自己的方式安装与下列 Debian 软件包相当的软件：" "$*"
    [ "$(id -u)" = 0 ] || stop "缺少${purpose}。请由管理员运行一次：" "apt-get install --no-install-recommends $*"
    for package in "$@"; do lists_know "$package" || refresh_lists; done
    say "安装${purpose} ($*)"
    apt_install "$@" || { refresh_lists && apt_install "$@"; } ||
        stop "apt-get 未能安装 $*，记录见 $VAR/apt.log" "$(tail -n 2 "$VAR/apt.log")"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" >"$VAR/apt.log" 2>&1
}
