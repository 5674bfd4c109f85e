-- Protects the public from a release that nobody reviewed: what is marked as taken in from elsewhere is exactly what one
-- person asked for and another confirmed (adoption_is_by_two), is the report's first and only version, and has the date
-- of the original. What was reviewed here names no such request. Fires after release_is_of_its_report, which has locked
-- the report.

CREATE FUNCTION release_was_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.origin = 'imported' AND (
        NEW.number <> 1
        OR EXISTS (SELECT FROM reports_release WHERE report_id = NEW.report_id)
        OR NOT EXISTS (
            SELECT FROM reports_adoptionrequest asked
            JOIN reports_adoptiondecision decided ON decided.request_id = asked.id AND decided.kind = 'confirmed'
            WHERE asked.id = NEW.adoption_id
            AND asked.report_id = NEW.report_id
            AND asked.digest = NEW.digest
            AND asked.by_id <> decided.by_id
            AND decided.by_id = NEW.published_by_id
            AND asked.published_on = (NEW.published_at AT TIME ZONE 'Asia/Shanghai')::date
        )
    ) THEN
        RAISE EXCEPTION '原公开件要由两人录入：一人申请，另一人确认。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_was_public';
    END IF;
    IF NEW.origin <> 'imported' AND NEW.adoption_id IS NOT NULL THEN
        RAISE EXCEPTION '在本系统审核的版本不是录入的。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_was_public';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER release_was_public BEFORE INSERT ON reports_release
    FOR EACH ROW EXECUTE FUNCTION release_was_public();
