"""Agencies for tests."""

from typing import Any

from agencies.models import Agency


def plant(code: str, parent: Agency | None = None, **facts: Any) -> Agency:
    """A stored county department, named after its code; a short name stands in its titles."""
    usual = {"code": code, "name": f"{code}局", "level": "county", "kind": "department", "parent": parent}
    return Agency.objects.create(**usual | {"short_name_in_title": True} | facts)


def plant_ningxia() -> dict[str, Agency]:
    """nx → nx-zw → nx-zw-spt → nx-zw-spt-sfj, nx → nx-wz, and nx → nx-sft."""
    nx = plant("nx", name="宁夏回族自治区人民政府", short_name="宁夏回族自治区", level="province", kind="government")
    zw = plant("nx-zw", nx, name="中卫市人民政府", short_name="中卫市", level="prefecture", kind="government")
    spt = plant("nx-zw-spt", zw, name="中卫市沙坡头区人民政府", short_name="沙坡头区", kind="government")
    sfj = plant("nx-zw-spt-sfj", spt, name="中卫市沙坡头区司法局", short_name="沙坡头区司法局")
    wz = plant("nx-wz", nx, name="吴忠市人民政府", short_name="吴忠市", level="prefecture", kind="government")
    sft = plant("nx-sft", nx, name="宁夏回族自治区司法厅", level="province")
    return {agency.code: agency for agency in (nx, zw, spt, sfj, wz, sft)}
