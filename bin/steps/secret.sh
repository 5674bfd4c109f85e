# The secret of a trial under var/, so that manage.py needs no variable; none on a machine in real use.

set_up_secret() { # --production: never again on this machine
    if [ "${1:-}" = --production ]; then
        rm -f "$VAR/trial_secret"
        : >"$VAR/production"
    fi
    [ ! -e "$VAR/production" ] || return 0
    .venv/bin/python -c 'import sys; from pathlib import Path; from config import trial_secret
trial_secret.make(Path(sys.argv[1]))' "$VAR" || stop "无法在 $VAR 写入试用密钥。"
}
