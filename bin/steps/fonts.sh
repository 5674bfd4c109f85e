# The free faces of the official paper, flat in var/fonts, each with its licence beside it.
# They come out of two Debian packages that are downloaded and unpacked, not installed: no TeX.

FANDOL="FandolFang-Regular FandolKai-Regular FandolHei-Regular FandolSong-Regular FandolSong-Bold"
NOTO="NotoSerifCJKsc-Regular NotoSerifCJKsc-Bold"

fonts_present() {
    local face
    for face in "$@"; do [ -s "$VAR/fonts/$face.otf" ] || return 1; done
}

set_up_fonts() {
    # shellcheck disable=SC2086 # lists of words
    fonts_present $FANDOL $NOTO && return
    is_debian || stop "缺少字体。请把下列文件放进 $VAR/fonts/ ：" \
        "$(printf '%s.otf ' $FANDOL)（Fandol 字体，见 CTAN 的 fandol）" \
        "$(printf '%s.otf ' $NOTO)（Noto Serif CJK SC，即思源宋体）"
    mkdir -p "$VAR/fonts"
    # shellcheck disable=SC2086
    fonts_present $FANDOL || unpack_faces texlive-lang-chinese "字体 Fandol (约 49 MB)" fandol
    # shellcheck disable=SC2086
    fonts_present $NOTO || unpack_faces fonts-noto-cjk "字体 Noto Serif CJK (约 56 MB)" noto
    # shellcheck disable=SC2086
    fonts_present $FANDOL $NOTO || stop "字体软件包里没有预期的文件，请检查 $VAR/fonts 。"
}

unpack_faces() { # package, its name for people, the function's second word
    local package="$1" folder
    say "下载$2"
    folder="$(mktemp -d "$VAR/fonts.XXXXXX")"
    download "$package" "$folder" || { refresh_lists && download "$package" "$folder"; } || {
        rm -rf "$folder"
        [ "$(id -u)" = 0 ] || stop "无法下载软件包 $package。若从未更新过软件包列表，请由管理员运行一次：" "apt-get update"
        stop "无法下载软件包 $package，记录见 $VAR/apt.log" "$(tail -n 2 "$VAR/apt.log")"
    }
    "copy_$3" "$folder"
    rm -rf "$folder"
}

download() { # apt would drop root's rights and then not reach a closed folder
    (cd "$2" && apt-get -q -o APT::Sandbox::User="$(id -un)" download "$1") >"$VAR/apt.log" 2>&1
}

copy_fandol() {
    local faces=./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol notes=./usr/share/doc/texlive-doc/fonts/fandol face
    dpkg-deb --fsys-tarfile "$1"/*.deb | tar -x -C "$1" "$faces" "$notes"
    for face in $FANDOL; do mv "$1/$faces/$face.otf" "$VAR/fonts/"; done
    gzip -dc "$1/$notes/COPYING.gz" >"$VAR/fonts/Fandol-COPYING"
    mv "$1/$notes/README" "$VAR/fonts/Fandol-README"
}

copy_noto() {
    dpkg-deb --fsys-tarfile "$1"/*.deb | tar -x -C "$1" --wildcards '*/NotoSerifCJK-*.ttc' '*/copyright'
    .venv/bin/python bin/steps/take_simplified_chinese.py "$1"/usr/share/fonts/opentype/noto "$VAR/fonts"
    cp "$1/usr/share/doc/fonts-noto-cjk/copyright" "$VAR/fonts/NotoSerifCJK-copyright"
}
