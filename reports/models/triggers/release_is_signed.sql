-- Protects 三审三校: what is published is exactly what all three reviews of this round signed (the stages are REVIEWS of
-- reports/workflow/transitions.py), and no other signature of the round is of anything else. What was public elsewhere
-- before is marked as such and taken in only while the report is being drafted. Fires after release_is_of_its_report
-- (PostgreSQL goes by the names), which has locked the report.

CREATE FUNCTION release_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report reports_report%ROWTYPE;
BEGIN
    SELECT * INTO report FROM reports_report WHERE id = NEW.report_id;
    IF NEW.origin = 'reviewed' AND (
        report.state <> 'approved'
        OR NEW.round IS DISTINCT FROM report.round
        OR (
            SELECT count(*) FROM reports_signoff
            WHERE report_id = NEW.report_id AND round = report.round AND digest = NEW.digest
            AND stage IN ('first_review', 'second_review', 'final_review')
        ) < 3
        OR EXISTS (
            SELECT FROM reports_signoff
            WHERE report_id = NEW.report_id AND round = report.round AND digest <> NEW.digest
        )
    ) THEN
        RAISE EXCEPTION '三个环节都签过的内容才能发布。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_signed';
    END IF;
    IF NEW.origin <> 'reviewed' AND report.state <> 'drafting' THEN
        RAISE EXCEPTION '正在审核的报告不能存为已公开的报告。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_signed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER release_is_signed BEFORE INSERT ON reports_release
    FOR EACH ROW EXECUTE FUNCTION release_is_signed();
