# What WeasyPrint draws with: Pango, and HarfBuzz's subsetter for the embedded fonts.

libraries_load() {
    "$1" - <<'PYTHON'
import ctypes, ctypes.util, sys

def loads(name: str, number: int) -> bool:
    found = f"lib{name}.so.{number}" if sys.platform == "linux" else ctypes.util.find_library(name)
    try:
        return bool(found and ctypes.CDLL(found))
    except OSError:
        return False

wanted = {"gobject-2.0": 0, "pango-1.0": 0, "pangoft2-1.0": 0, "harfbuzz": 0, "harfbuzz-subset": 0, "fontconfig": 1}
sys.exit(not all(loads(name, number) for name, number in wanted.items()))
PYTHON
}

set_up_libraries() {
    libraries_load .venv/bin/python && return
    [ "$(uname)" = Darwin ] && stop "缺少排版所需的系统库。请运行：" "brew install pango"
    install_packages "排版所需的系统库" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    libraries_load .venv/bin/python || stop "系统库已安装，却仍不能加载：Pango 或 HarfBuzz。"
}

set_up_browser() { # For the tests that look at pages. Absent elsewhere, those tests skip and say so.
    { has chromium || has chromium-browser || has google-chrome; } && driver_loads && return
    # On Ubuntu the package only points to a snap, which does not run in a container or as a service.
    if [ "$(id -u)" = 0 ] && is_debian && grep -q '^ID=debian' /etc/os-release; then
        install_packages "测试用的浏览器" chromium libatomic1
    else
        say "没有 chromium 或 libatomic：浏览器测试将跳过"
    fi
}

driver_loads() { # Playwright's own Node wants libatomic, which a small Debian lacks.
    [ "$(uname)" != Linux ] || .venv/bin/python -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null
}
