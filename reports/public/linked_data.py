"""What a report page says to machines: schema.org in JSON-LD, as a block of data that no browser runs."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from reports.models import Release, ReleaseFile
from reports.public import publications
from reports.public.files import MEDIA_TYPES

# A block of data ends at the first "</script", so none of these stands in it as itself.
_NEVER = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
# The files from which a program reads figures.
_DATA = ("json", "csv", "xlsx")


def of_report(request: HttpRequest, release: Release) -> SafeString:
    """The report, its agency, its files and its figures as a data set. `release` with agency and public files."""
    address = request.build_absolute_uri(reverse("public:report", args=[release.agency.code, release.year]))
    files = [(file.format, _file(request, release, file)) for file in release.files.all()]
    title, publisher = publications.title_of(release), _agency(request, release)
    report: dict[str, Any] = {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": title,
        "inLanguage": "zh-CN",
        "datePublished": localtime(release.published_at).isoformat(),
        "version": str(release.number),
        "temporalCoverage": str(release.year),
        "publisher": publisher,
        **({"isBasedOn": release.adoption.address} if release.adoption and release.adoption.address else {}),
        "encoding": [{"@type": "MediaObject", **fields} for _, fields in files],
    }
    data: dict[str, Any] = {
        "@type": "Dataset",
        "@id": f"{address}#data",
        "name": f"{title}数据",
        "description": "主动公开、依申请公开、行政复议和行政诉讼各表的全部数据。",
        "isPartOf": {"@id": address},
        "temporalCoverage": str(release.year),
        "creator": {"@id": publisher["@id"]},
        "distribution": [{"@type": "DataDownload", **fields} for form, fields in files if form in _DATA],
    }
    return _block({"@context": "https://schema.org", "@graph": [report, data] if data["distribution"] else [report]})


def _agency(request: HttpRequest, release: Release) -> dict[str, Any]:
    facts, address = release.agency_facts, reverse("public:agency", args=[release.agency.code])
    optional = {"telephone": facts["telephone"], "address": facts["address"], "sameAs": facts["portal_url"]}
    return {
        "@type": "GovernmentOrganization",
        "@id": request.build_absolute_uri(address),
        "name": facts["name"],
        **{name: value for name, value in optional.items() if value},
    }


def _file(request: HttpRequest, release: Release, file: ReleaseFile) -> dict[str, Any]:
    where = [release.agency.code, release.year, release.number, file.name]
    return {
        "contentUrl": request.build_absolute_uri(reverse("public:version_file", args=where)),
        "encodingFormat": MEDIA_TYPES[file.format].partition(";")[0],
        "contentSize": f"{file.size} B",
        "name": file.name,
        "sha256": file.sha256,
    }


def _block(data: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_NEVER))  # noqa: S308 - no sign of markup is left
