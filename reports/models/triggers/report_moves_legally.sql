-- Protects the way of a report (三审三校): its content changes only while it is drafted, its state only along a transition
-- of reports/workflow/transitions.py (a test compares the lists), with the signature, release or notice that the step
-- takes; rounds and versions count themselves. Each refusal has a name of its own.

CREATE FUNCTION report_moves_legally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.agency_id, OLD.year, OLD.edition) IS DISTINCT FROM (NEW.agency_id, NEW.year, NEW.edition) THEN
        RAISE EXCEPTION '报告的机关、年度和格式版本不能改动。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stays_whose_it_is';
    END IF;

    -- What reviewers look at stays as they saw it.
    IF (OLD.figures, OLD.prose, OLD.pending) IS DISTINCT FROM (NEW.figures, NEW.prose, NEW.pending)
        AND NOT (OLD.state = 'drafting' AND NEW.state = 'drafting')
    THEN
        RAISE EXCEPTION '报告不在填报中，内容不能改动。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_content_is_closed';
    END IF;

    -- Every change of state that some transition makes, the detour over the competent office included.
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('drafting', 'first_review'),
        ('drafting', 'published'),
        ('first_review', 'second_review'),
        ('first_review', 'drafting'),
        ('second_review', 'final_review'),
        ('second_review', 'drafting'),
        ('final_review', 'office_check'),
        ('final_review', 'approved'),
        ('final_review', 'drafting'),
        ('office_check', 'approved'),
        ('office_check', 'drafting'),
        ('approved', 'published'),
        ('approved', 'drafting'),
        ('published', 'withdrawn'),
        ('published', 'drafting'),
        ('withdrawn', 'drafting')
    ) THEN
        RAISE EXCEPTION '报告不能这样改变状态。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_moves_legally';
    END IF;

    -- A stage of signing is left forwards only with its signature of this round.
    IF OLD.state <> NEW.state
        AND OLD.state IN ('first_review', 'second_review', 'final_review', 'office_check')
        AND NEW.state <> 'drafting'
        AND NOT EXISTS (
            SELECT FROM reports_signoff WHERE report_id = OLD.id AND round = OLD.round AND stage = OLD.state
        )
    THEN
        RAISE EXCEPTION '这一环节还没有签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stage_is_signed';
    END IF;

    IF OLD.state <> NEW.state AND NEW.state = 'published' AND NOT EXISTS (
        SELECT FROM reports_release WHERE report_id = OLD.id AND number = OLD.number
    ) THEN
        RAISE EXCEPTION '没有与本版对应的发布版本。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_released';
    END IF;

    IF OLD.state <> NEW.state AND NEW.state = 'withdrawn' AND NOT EXISTS (
        SELECT FROM reports_withdrawal w JOIN reports_release r ON r.id = w.release_id
        WHERE r.report_id = OLD.id AND r.number = OLD.number
    ) THEN
        RAISE EXCEPTION '没有撤下公告。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_withdrawn';
    END IF;

    -- A round ends where drafting begins again; a further version begins only from a published or withdrawn one.
    IF NEW.round <> OLD.round + (OLD.state <> NEW.state AND NEW.state = 'drafting')::int
        OR NEW.number <> OLD.number + (OLD.state IN ('published', 'withdrawn') AND NEW.state = 'drafting')::int
        OR (NEW.since <> OLD.since AND NEW.number = OLD.number)
    THEN
        RAISE EXCEPTION '轮次和版次只随送审、退回和更正改变。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_counts_rounds';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER report_moves_legally BEFORE UPDATE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION report_moves_legally();
