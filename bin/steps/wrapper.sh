# The program `nianbao`: any management command with the environment of real use (config/wrapper.py). A copy of it that
# belongs to root may stand in /usr/local/bin: as root it runs nothing of the project before it has become the account.
# The account may not read /etc/nianbao-owner.env, the password of the tables' owner: the two commands that need it get
# the open file.

set_up_wrapper() {
    local program=.venv/bin/nianbao
    cat >"$program.new" <<SH
#!/bin/sh
# Written by bin/setup. nianbao COMMAND: with /etc/nianbao.env, as the account that the project belongs to.
if [ "\$(id -u)" = 0 ] && [ "$(id -u)" != 0 ]; then
    command="\$1"
    [ "\$command" != --env ] || command="\$3"
    case "\$command" in
    migrate | restore) owner=/etc/nianbao-owner.env ;;
    *) owner=/dev/null ;;
    esac
    [ -e "\$owner" ] || owner=/dev/null
    exec setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups --reset-env -- \
        env NIANBAO_OWNER_FILE=3 "\$0" "\$@" 3<"\$owner"
fi
exec "$PWD/.venv/bin/python" -I "$PWD/config/wrapper.py" "\$@"
SH
    chmod 755 "$program.new"
    mv "$program.new" "$program"
}
