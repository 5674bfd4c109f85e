# The program `nianbao`: any management command with the environment of real use (config/wrapper.py). A copy of it that
# belongs to root may stand in /usr/local/bin: as root it runs nothing of the project before it has become the account.

set_up_wrapper() {
    local program=.venv/bin/nianbao
    cat >"$program.new" <<SH
#!/bin/sh
# Written by bin/setup. nianbao COMMAND: with /etc/nianbao.env, as the account that the project belongs to.
if [ "\$(id -u)" = 0 ] && [ "$(id -u)" != 0 ]; then
    exec setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups --reset-env -- "\$0" "\$@"
fi
exec "$PWD/.venv/bin/python" -I "$PWD/config/wrapper.py" "\$@"
SH
    chmod 755 "$program.new"
    mv "$program.new" "$program"
}
