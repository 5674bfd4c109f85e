"""The ZIP for a portal: what is in it, and that anyone can check it with tools of their own."""

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from reports.content import digests
from reports.rendering import formats, package
from tests.rendering.papers import demo_content, demo_paper, made_content

FILES = {"年报.pdf": b"%PDF", "年报.csv": "机关,年度\r\n".encode(), "审签单.pdf": b"%PDF-1"}


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def read(data):
    with opened(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", params=["nx-sft-2024", "nx-zw-spt-sfj-2020"])
def whole(request):
    """A report of each edition and its package in all formats."""
    content = demo_content(request.param)
    return request.param, content, formats.write_package(content)


def test_package_holds_every_format_under_the_title_and_the_schema(whole):
    name, content, data = whole
    files = read(data)
    endings = ["pdf", "docx", "xlsx", "html", "json", "csv"]
    assert list(files) == [
        *(f"{content.title}.{ending}" for ending in endings),
        f"report-{content.edition.code}.schema.json",
        "manifest.json",
        "SHA256SUMS",
    ]
    assert files[f"{content.title}.pdf"] == demo_paper(name).data


def test_data_in_the_package_are_valid_under_the_schema_beside_them(whole):
    _, content, data = whole
    files = read(data)
    instance = json.loads(files[f"{content.title}.json"])
    Draft202012Validator(json.loads(files[instance["$schema"]])).validate(instance)


def test_sha256sum_verifies_the_unpacked_package_and_notices_a_change(whole, tmp_path):
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum on this machine")
    with opened(whole[2]) as archive:
        archive.extractall(tmp_path)

    def verified():
        return subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path, check=False).returncode

    assert verified() == 0
    (tmp_path / "manifest.json").write_bytes(b"{}")
    assert verified() == 1


def test_manifest_says_what_it_is_and_lists_every_file_with_its_digests():
    content = made_content()
    files = read(package.build(content, FILES, number=2))
    listed = [*FILES, "report-2021.schema.json"]
    assert json.loads(files["manifest.json"]) == {
        "title": content.title,
        "agency": "宁夏回族自治区司法厅",
        "agency_code": "nx-sft",
        "year": 2024,
        "edition": "2021",
        "number": 2,
        "content": {"sha256": content.digest(), "sm3": digests.sm3(content.canonical())},
        "files": [
            {
                "name": name,
                "size": len(files[name]),
                "sha256": digests.sha256(files[name]),
                "sm3": digests.sm3(files[name]),
            }
            for name in listed
        ],
    }
    assert {name: files[name] for name in FILES} == FILES


def test_names_are_utf_8_and_files_ordinary():
    with opened(package.build(made_content(), FILES, number=1)) as archive:
        entries = archive.infolist()
    assert all(entry.flag_bits & 0x800 for entry in entries if not entry.filename.isascii())
    assert {(entry.date_time, entry.external_attr >> 16) for entry in entries} == {((2024, 12, 31, 0, 0, 0), 0o100644)}


@pytest.mark.parametrize(
    "name", ["../a.pdf", "a/b.pdf", "a\\b.pdf", "", ".", "..", "a\nb", "manifest.json", "SHA256SUMS"]
)
def test_name_that_is_no_file_of_its_own_is_refused(name):
    with pytest.raises(ValueError, match="not the name of a file"):
        package.build(made_content(), {name: b""}, number=1)


def test_same_files_give_the_same_bytes_and_another_number_others():
    content = made_content()
    one = package.build(content, FILES, number=1)
    assert one == package.build(content, FILES, number=1)
    assert one != package.build(content, FILES, number=2)


@pytest.mark.parametrize(
    ("agency", "name"),
    [
        ("沙坡头区司法局", "沙坡头区司法局2024年政府信息公开工作年度报告.pdf"),
        ("../甲/乙:丙\n局", "_甲_乙_丙_局2024年政府信息公开工作年度报告.pdf"),
        ("长" * 100, "长" * 60 + "2024年政府信息公开工作年度报告.pdf"),
    ],
)
def test_file_is_named_after_the_title_as_far_as_file_systems_take_it(agency, name):
    content = made_content()
    named = formats.file_name(replace(content, agency={**content.agency, "title_name": agency}), "pdf")
    assert (named, len(named.encode()) <= 255) == (name, True)


@pytest.mark.parametrize(
    ("text", "sm3"),
    [
        # The two examples of GB/T 32905-2016, appendix A.
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        ("abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_is_that_of_the_standard(text, sm3):
    assert digests.sm3(text.encode()) == sm3
