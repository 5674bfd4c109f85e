# For the tests that open what we write: LibreOffice reads our Word and Excel files, the Nu HTML checker wants Java.
# Absent elsewhere, those tests skip and say so.

set_up_office() {
    office_opens sw && office_opens sc && return
    install_for_tests "LibreOffice" "Word 和 Excel 的往返测试" libreoffice-writer-nogui libreoffice-calc-nogui
}

office_opens() { # sw: Word files, sc: Excel files. On Linux each has its library beside the program.
    has soffice || return 1
    [ "$(uname)" != Linux ] || [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/lib$1lo.so" ]
}

set_up_java() {
    java -version >/dev/null 2>&1 && return
    install_for_tests "Java" "网页代码检查" default-jre-headless
}

install_for_tests() { # what it is, what skips without it, its packages
    local name="$1" tests="$2"
    shift 2
    if [ "$(id -u)" = 0 ] && is_debian && grep -q '^ID=debian' /etc/os-release; then
        # In a shell of its own: without this tool its tests skip, everything else goes on.
        (install_packages "测试用的 $name" "$@") || say "未能安装 $name：${tests}将跳过"
    else
        say "没有 $name：${tests}将跳过"
    fi
}
