# The virtual environment .venv with exactly the locked packages.

find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if has "$candidate" && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

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
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages "Python 虚拟环境" "$(venv_package "$version")"
    say "建立虚拟环境 .venv (Python $version)"
    "$python" -m venv --clear .venv || stop "无法建立虚拟环境 .venv。"
    mark_done venv "$PWD $("$python" -V)"
}

venv_package() { # Debian's own Python has a package without a number; another version beside it does not.
    if [ "$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$1" ]; then
        echo python3-venv
    else
        echo "python$1-venv"
    fi
}
