-- Protects the way of a report: it begins in drafting, in its first round, as its first version. Otherwise a row could be
-- stored that looks reviewed and never was.

CREATE FUNCTION report_begins_in_drafting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state, NEW.round, NEW.number, NEW.since) <> ('drafting', 1, 1, 0) THEN
        RAISE EXCEPTION '报告从填报开始。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_begins_in_drafting';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER report_begins_in_drafting BEFORE INSERT ON reports_report
    FOR EACH ROW EXECUTE FUNCTION report_begins_in_drafting();
