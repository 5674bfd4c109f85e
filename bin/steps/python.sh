# The virtual environment .venv with exactly the locked packages.

DEBIANS=/usr/bin/python3 # of the system: every account of the machine may run it, and its updates come by themselves

find_python() { # the command of the Python that .venv is made from
    local candidate
    for candidate in "$DEBIANS" python3 python3.14 python3.13 python3.12 python3.11; do
        if has "$candidate" && is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

set_up_python() { # $1: the lock to install from
    local lock="$1" python state
    python="$(find_python)" || {
        has python3 && stop "需要 Python 3.11 或更高版本，本机的 python3 是 $(python3 -V 2>&1)。"
        install_packages "Python" python3 python3-venv
        python="$(find_python)" || stop "需要 Python 3.11 或更高版本，本机软件源没有。"
    }
    state="$(python_state "$python" "$lock")"
    [ -x .venv/bin/python ] && is_done python "$state" && return
    # The development lock contains the other one.
    [ -x .venv/bin/python ] && is_done python "$(python_state "$python" requirements-dev.lock)" && return
    make_venv "$python"
    say "安装 Python 依赖 ($lock，首次需要几分钟)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$lock" >"$VAR/pip.log" 2>&1 ||
        stop "Python 依赖安装失败，记录见 $VAR/pip.log" "$(tail -n 3 "$VAR/pip.log")"
    mark_done python "$state"
}

python_state() { # A virtual environment knows its own address, so a moved project needs a new one.
    printf '%s %s %s\n' "$PWD" "$("$1" -V)" "$(cksum <"$2")"
}

make_venv() {
    local python="$1" version
    if [ -x .venv/bin/pip ] && [ "$(cat "$VAR/stamps/venv" 2>/dev/null)" = "$PWD $("$python" -V)" ]; then return; fi
    refuse_under_a_running_service
    version="$(version_of "$python")"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages "Python 虚拟环境" "$(venv_package "$version")"
    say "建立虚拟环境 .venv (Python $version)"
    "$python" -m venv --clear .venv || stop "无法建立虚拟环境 .venv。"
    mark_done venv "$PWD $("$python" -V)"
}

refuse_under_a_running_service() { # Emptying .venv takes away what a running process has still to import.
    local running
    running="$(processes_of_venv)"
    [ -z "$running" ] || stop "需要重建 .venv，但有程序正在用它运行（进程号 ${running//$'\n'/、}），现在没有改动任何东西。" \
        "请先停止服务（systemctl stop nianbao.service；用 bin/serve 启动的，在它的窗口按 Ctrl+C），再运行一次。"
}

processes_of_venv() { # The ids of processes whose program or script lies in .venv/bin; none where there is no /proc.
    local process word
    [ -d .venv/bin ] || return 0
    for process in /proc/[0-9]*; do
        while IFS= read -r word; do
            case "$word" in
            /*) ;;
            */*) word="$(readlink "$process/cwd" || true)/$word" ;;
            *) continue ;;
            esac
            if [ "${word%/*}" -ef .venv/bin ]; then
                printf '%s\n' "${process#/proc/}"
                break
            fi
        done < <({ tr '\0' '\n' <"$process/cmdline" | head -n 2; } 2>/dev/null)
    done 2>/dev/null # processes end meanwhile; of those of other accounts not all can be read
}

venv_package() { # Debian's own Python has a package without a number; another version beside it does not.
    if has "$DEBIANS" && [ "$(version_of "$DEBIANS")" = "$1" ]; then
        echo python3-venv
    else
        echo "python$1-venv"
    fi
}
