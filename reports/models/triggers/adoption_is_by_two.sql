-- Protects the public from what one person alone calls published: whoever confirms that a file was
-- public before is a publisher of the agency who neither asked, nor handed the file in, nor corrected anything of it, nor
-- wrote in the report; no exemption changes that. Only the report's first version can be taken in, never reviewed or
-- published here, after its season (31 March), or earlier where the office allows it, which takes no other part. Who
-- asked can take the request back, and nobody else. reports/actions/adopting.py says the same in words for people.

CREATE FUNCTION adoption_is_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked reports_adoptionrequest%ROWTYPE;
    file reports_upload%ROWTYPE;
    report reports_report%ROWTYPE;
    today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    SELECT * INTO asked FROM reports_adoptionrequest WHERE id = NEW.request_id;
    SELECT * INTO file FROM reports_upload WHERE id = asked.upload_id;
    SELECT * INTO report FROM reports_report WHERE id = asked.report_id FOR UPDATE;
    IF NEW.kind = 'recalled' AND NEW.by_id <> asked.by_id THEN
        RAISE EXCEPTION '录入申请只能由申请人撤回。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_is_recalled_by_who_asked';
    END IF;
    IF NEW.kind <> 'confirmed' THEN
        RETURN NEW;
    END IF;
    IF NEW.by_id IN (asked.by_id, file.by_id)
        OR EXISTS (SELECT FROM reports_correction WHERE upload_id = file.id AND by_id = NEW.by_id)
        OR EXISTS (SELECT FROM reports_revision WHERE report_id = report.id AND author_id = NEW.by_id)
        OR NOT EXISTS (
            SELECT FROM agencies_membership
            WHERE agency_id = report.agency_id AND user_id = NEW.by_id AND role = 'publisher'
        )
    THEN
        RAISE EXCEPTION '录入要由没有经手过内容的另一位发布人确认。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_is_by_two';
    END IF;
    IF report.state <> 'drafting' OR report.number <> 1 OR report.round <> 1 OR file.agency_id <> report.agency_id
        OR EXISTS (SELECT FROM reports_signoff WHERE report_id = report.id)
        OR EXISTS (SELECT FROM reports_release WHERE report_id = report.id)
    THEN
        RAISE EXCEPTION '在本系统送审或发布过的报告不能录入原公开件。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_is_of_what_was_not_here';
    END IF;
    IF today <= make_date(report.year + 1, 3, 31) AND NOT EXISTS (
        SELECT FROM reports_earlyadoption
        WHERE agency_id = report.agency_id AND year = report.year AND until >= today
        AND by_id NOT IN (asked.by_id, NEW.by_id)
    ) THEN
        RAISE EXCEPTION '这一年度的编报时间还没有过去。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_is_of_a_past_season';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER adoption_is_by_two BEFORE INSERT ON reports_adoptiondecision
    FOR EACH ROW EXECUTE FUNCTION adoption_is_by_two();
