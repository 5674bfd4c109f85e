"""What the security log lists: which events of the chain, in which words, and the filters of its page and file."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.form_layout import SubmitButton, form_helper
from agencies.models import Event

KINDS = {
    "sign_in": "登录",
    "sign_out": "退出",
    "sign_in_failed": "密码不对",
    "sign_in_locked": "密码不对，开始等待",
    "sign_in_unknown": "没有的用户名（每小时合计）",
    "factor_failed": "验证码或安全密钥不对",
    "factor_added": "添加验证器应用或安全密钥",
    "factor_renamed": "安全密钥改名",
    "factor_ended": "本人停用验证器应用或安全密钥",
    "recovery_codes_made": "重新生成备用码",
    "password_changed": "本人修改密码",
    "password_set": "命令行设置密码",
    "email_changed": "本人修改邮箱",
    "member_granted": "授予角色",
    "member_revoked": "撤销角色",
    "member_invited": "发出设置密码的链接",
    "member_accepted": "用链接设置密码",
    "member_factor_removed": "他人停用两步验证",
    "member_reset_asked": "申请重设密码",
    "member_reset_confirmed": "确认重设密码",
    "reset_wrong_code": "重设代码不对",
    "reset_closed": "重设结束",
    "account_notice": "告知本人",
    "admin_add": "管理后台新增",
    "admin_change": "管理后台修改",
    "admin_delete": "管理后台删除",
    "duty_given": "任免三员",
    "superuser_made": "命令行建立超级用户",
    "agencies_loaded": "装入机关登记表",
    "download": "下载",
    "export": "导出",
}
HEADINGS = ("序号", "时间", "事项", "操作人", "用户名", "机关", "地址", "浏览器", "内容", "摘要")
# What has a column of its own, is the digest of rows, or says by number what stands there by name.
_ELSEWHERE = {"address", "agent", "rows", "user", "users"}
_FACTS = {
    "username": "账号",
    "role": "角色",
    "says": "内容",
    "kind": "种类",
    "minutes": "等待分钟",
    "count_this_hour": "这一小时的次数",
    "confirmed": "经本人确认",
    "before": "改前",
    "after": "改后",
    "object": "对象",
    "name": "名称",
    "file": "文件",
    "what": "导出",
    "filter": "条件",
    "created": "新增",
    "updated": "更新",
}


class LogLine(NamedTuple):
    """One event, in words."""

    number: str
    at: str
    kind: str
    name: str
    username: str
    agency: str
    address: str
    agent: str
    facts: str


class LogFilter(forms.Form):
    """Which lines: by time, person, kind and agency; empty fields leave all."""

    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    person = forms.CharField(label="用户名", required=False, max_length=150)
    kind = forms.ChoiceField(label="事项", required=False, choices=[("", "全部"), *KINDS.items()])
    agency = forms.CharField(label="机关代码", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        css_class = "covered-find"
        self.helper = form_helper(
            *self.fields, SubmitButton("查看"), method="get", css_class=css_class, role="search", aria_label="查找记录"
        )


def events(chosen: dict[str, Any]) -> QuerySet[Event]:
    """The events that the filter leaves, the newest first: the last months, unless an earlier day is given.

    A person is who acted and whom it was about.
    """
    left = Event.objects.filter(action__in=KINDS).select_related("actor", "agency").order_by("-number")
    if chosen.get("kind"):
        left = left.filter(action=chosen["kind"])
    since = chosen.get("since") or timezone.localdate() - timedelta(days=31 * settings.LOG_MONTHS)
    left = left.filter(at__gte=_begin(since))
    if chosen.get("until"):
        left = left.filter(at__date__lte=chosen["until"])
    if chosen.get("agency"):
        left = left.filter(agency__code=chosen["agency"].strip())
    if person := (chosen.get("person") or "").strip():
        left = left.filter(Q(actor__username__iexact=person) | Q(data__username=person))
    return left


def row(event: Event) -> tuple[str, ...]:
    """One event as the cells of a line, in the order of the headings."""
    actor, agency, data = event.actor, event.agency, event.data
    facts = "；".join(_facts(data))
    return (
        str(event.number),
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        KINDS[event.action],
        actor.display_name if actor else "",
        actor.username if actor else "",
        agency.name if agency else "",
        str(data.get("address", "")),
        str(data.get("agent", "")),
        facts,
        event.hash,
    )


def line(event: Event) -> LogLine:
    """One event as the page shows it."""
    number, at, kind, name, username, agency, address, agent, facts, _ = row(event)
    return LogLine(number, at, kind, name, username, agency, address, agent, facts)


def _facts(data: dict[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if name not in _ELSEWHERE and value not in ("", None, 0):
            yield f"{_FACTS.get(name, name)}：{value}"


def _begin(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
