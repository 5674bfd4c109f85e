-- Protects the public's view of whose report it reads: a release has the agency, year, edition and version number of the
-- report it was made from. The lock keeps the report as it is until the release is stored.

CREATE FUNCTION release_is_of_its_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report reports_report%ROWTYPE;
BEGIN
    SELECT * INTO report FROM reports_report WHERE id = NEW.report_id FOR UPDATE;
    IF (report.agency_id, report.year, report.edition, report.number)
        IS DISTINCT FROM (NEW.agency_id, NEW.year, NEW.edition, NEW.number)
    THEN
        RAISE EXCEPTION '发布版本的机关、年度、格式版本和版次必须与报告一致。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_of_its_report';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER release_is_of_its_report BEFORE INSERT ON reports_release
    FOR EACH ROW EXECUTE FUNCTION release_is_of_its_report();
