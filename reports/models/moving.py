"""What the database itself holds a report's row to, whatever code or hand writes it."""

import pgtrigger

from reports.workflow import STAGES, State, steps

_STEPS = ", ".join(f"('{state}', '{to}')" for state, to in sorted(steps()))
_STAGES = ", ".join(f"'{stage}'" for stage in STAGES)


def _refuse(condition: str, says: str, name: str) -> str:
    return f"""
    IF {condition}
    THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;"""


_CONTENT = _refuse(
    f"""(OLD.figures, OLD.prose, OLD.pending) IS DISTINCT FROM (NEW.figures, NEW.prose, NEW.pending)
        AND NOT (OLD.state = '{State.DRAFTING}' AND NEW.state = '{State.DRAFTING}')""",
    "报告不在填报中，内容不能改动。",
    "report_content_is_closed",
)
_STEP = _refuse(
    f"OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_STEPS})",
    "报告不能这样改变状态。",
    "report_moves_legally",
)
_SIGNED = _refuse(
    f"""OLD.state <> NEW.state AND OLD.state IN ({_STAGES}) AND NEW.state <> '{State.DRAFTING}' AND NOT EXISTS (
            SELECT FROM reports_signoff WHERE report_id = OLD.id AND round = OLD.round AND stage = OLD.state
        )""",
    "这一环节还没有签名。",
    "report_stage_is_signed",
)
_RELEASED = _refuse(
    f"""OLD.state <> NEW.state AND NEW.state = '{State.PUBLISHED}' AND NOT EXISTS (
            SELECT FROM reports_release WHERE report_id = OLD.id AND number = OLD.number
        )""",
    "没有与本版对应的发布版本。",
    "report_is_released",
)
_WITHDRAWN = _refuse(
    f"""OLD.state <> NEW.state AND NEW.state = '{State.WITHDRAWN}' AND NOT EXISTS (
            SELECT FROM reports_withdrawal w JOIN reports_release r ON r.id = w.release_id
            WHERE r.report_id = OLD.id AND r.number = OLD.number
        )""",
    "没有撤下公告。",
    "report_is_withdrawn",
)
# A round ends where drafting begins again; a further version begins only from a published one.
_COUNTED = _refuse(
    f"""NEW.round <> OLD.round + (OLD.state <> NEW.state AND NEW.state = '{State.DRAFTING}')::int
        OR NEW.number <> OLD.number
            + (OLD.state IN ('{State.PUBLISHED}', '{State.WITHDRAWN}') AND NEW.state = '{State.DRAFTING}')::int
        OR (NEW.since <> OLD.since AND NEW.number = OLD.number)""",
    "轮次和版次只随送审、退回和更正改变。",
    "report_counts_rounds",
)
_OWN = _refuse(
    "(OLD.agency_id, OLD.year, OLD.edition) IS DISTINCT FROM (NEW.agency_id, NEW.year, NEW.edition)",
    "报告的机关、年度和格式版本不能改动。",
    "report_stays_whose_it_is",
)

MOVES_LEGALLY = pgtrigger.Trigger(
    name="report_moves_legally",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func=f"{_OWN}{_CONTENT}{_STEP}{_SIGNED}{_RELEASED}{_WITHDRAWN}{_COUNTED}\n    RETURN NEW;",
)
BEGINS_IN_DRAFTING = pgtrigger.Trigger(
    name="report_begins_in_drafting",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=_refuse(
        f"(NEW.state, NEW.round, NEW.number, NEW.since) <> ('{State.DRAFTING}', 1, 1, 0)",
        "报告从填报开始。",
        "report_begins_in_drafting",
    )
    + "\n    RETURN NEW;",
)
