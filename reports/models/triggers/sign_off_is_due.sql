-- Protects 三审三校: a signature is written only at the stage the report is in, and never by somebody who changed this
-- version or has signed in this round, unless an exemption of the agency that has not ended says so.
-- reports/actions/guards.py says the same in words for people; here it holds whatever code or hand writes the row.

CREATE FUNCTION sign_off_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report reports_report%ROWTYPE;
BEGIN
    SELECT * INTO report FROM reports_report WHERE id = NEW.report_id FOR UPDATE;
    IF report.state <> NEW.stage OR report.round <> NEW.round OR report.number <> NEW.number THEN
        RAISE EXCEPTION '报告不在这一审核环节，不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_is_due';
    END IF;
    IF (
        EXISTS (
            SELECT FROM reports_revision
            WHERE report_id = NEW.report_id AND number > report.since AND author_id = NEW.signer_id
        ) OR EXISTS (
            SELECT FROM reports_signoff
            WHERE report_id = NEW.report_id AND round = NEW.round AND signer_id = NEW.signer_id
        )
    ) AND NOT EXISTS (
        SELECT FROM reports_exemption
        WHERE id = NEW.exemption_id AND agency_id = report.agency_id
        AND until >= (now() AT TIME ZONE 'Asia/Shanghai')::date
    ) THEN
        RAISE EXCEPTION '改动过本版内容或者本轮已经签名的人不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_by_another';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sign_off_is_due BEFORE INSERT ON reports_signoff
    FOR EACH ROW EXECUTE FUNCTION sign_off_is_due();
