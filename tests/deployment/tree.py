"""A bare Debian in a folder, with processes and mounts of its own, and a root shell in it that keeps its variables."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
RELEASE = "bookworm"
# How the machine's package managers reach their registries: the tree reaches them the same way.
_PASSED_ON = ("PIP_", "NPM_CONFIG_", "npm_config_", "http_proxy", "https_proxy", "no_proxy")
_SAME_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf")
_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
_TRUST = ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE")
_MOUNTS = """
mount -t proc proc "$TREE/proc"
mount -t tmpfs tmpfs "$TREE/run"
mount --rbind /dev "$TREE/dev"
for folder in $FOLDERS; do mkdir -p "$TREE$folder" && mount --rbind -o ro "$folder" "$TREE$folder"; done
mkdir -p "$TREE/source" && mount --bind "$SOURCE" "$TREE/source"
exec chroot "$TREE" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \\
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin $PASSED /bin/bash --norc
"""


class CommandFailed(AssertionError):
    """A command of a block ended with another code than 0; the text is all that the block printed."""


def keep(tree: Path, name: str) -> None:
    """A copy of the tree as it is now, beside it, for `build` to begin with."""
    shutil.rmtree(tree.with_name(name), ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(tree), str(tree.with_name(name))], check=True)


def build(folder: Path, begins_with: str = f"{RELEASE}-base") -> Path:
    """A tree with nothing but Debian's minimal base, or with what was kept under the name.

    The base stays beside it for the next time.
    """
    base, tree = folder / begins_with, folder / "tree"
    if not (base / "etc" / "debian_version").exists():
        shutil.rmtree(base, ignore_errors=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", "--include=ca-certificates", RELEASE, str(base)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(tree)], check=True)
    for name in _SAME_FILES:
        if Path(name).is_file():
            shutil.copy(name, tree / name[1:])
    shutil.copy(_AUTHORITIES, tree / "etc/ssl/machine.crt")
    mirror = (tree / "etc/apt/sources.list").read_text().split()[1]
    security = f"deb {mirror}-security {RELEASE}-security main\n"
    (tree / "etc/apt/sources.list.d/security.list").write_text(security)
    # The repository belongs to this machine's root; the page's clone of a server knows no such question.
    (tree / "etc/gitconfig").write_text("[safe]\n\tdirectory = *\n")
    stand_in = tree / "usr/local/sbin/systemctl"
    shutil.copy(Path(__file__).with_name("systemctl.py"), stand_in)
    stand_in.chmod(0o755)
    return tree


def _folders() -> list[str]:
    """Local folders that the package managers are told of."""
    told = [word for name, value in os.environ.items() if name.startswith("PIP_") for word in value.split()]
    local = [word.removeprefix("file://") for word in told if word.startswith(("/opt", "file:///"))]
    return [folder for folder in local if Path(folder).is_dir()]


class Shell:
    """One root shell in the tree; everything it started ends with it."""

    def __init__(self, tree: Path, source: Path) -> None:
        passed = [f"{key}={value}" for key, value in os.environ.items() if key.startswith(_PASSED_ON)]
        passed = [word for word in passed if not word.startswith(_TRUST)] + [
            f"{key}=/etc/ssl/machine.crt" for key in _TRUST
        ]
        quoted = " ".join(f"'{word}'" for word in passed)
        folders = " ".join(sorted(set(_folders())))
        script = _MOUNTS.replace("$PASSED", quoted)
        self.tree = tree
        self.process = subprocess.Popen(
            [
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                "bash",
                "-ec",
                script,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"TREE": str(tree), "SOURCE": str(source), "FOLDERS": folders},
        )

    def run(self, commands: str, variables: Mapping[str, str] | None = None) -> str:
        """Paste the commands; what they print. Raises CommandFailed at the first that fails, with what it printed."""
        for name, value in (variables or {}).items():
            commands = f"{name}={value!r}\n{commands}"
        mark = secrets.token_hex(8)
        (self.tree / "tmp" / "block.sh").write_text(commands)
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(
            "FAILED=; trap 'FAILED=\"${FAILED:-$BASH_COMMAND}\"' ERR; "
            f'. /tmp/block.sh </dev/null; trap - ERR; echo; echo {mark} "$FAILED"\n'
        )
        self.process.stdin.flush()
        printed: list[str] = []
        for line in self.process.stdout:
            if line.startswith(mark):
                if failed := line.removeprefix(mark).strip():
                    raise CommandFailed(f"{failed}\n{''.join(printed)}")
                return "".join(printed)
            printed.append(line)
        raise CommandFailed("".join(printed))

    def close(self) -> None:
        """End the shell and, with its process space, everything that runs in the tree."""
        self.process.kill()
        self.process.communicate()
