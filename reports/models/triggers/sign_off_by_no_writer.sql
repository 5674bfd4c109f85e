-- Protects 三审三校 from who wrote through other hands: nobody signs a version that began with a file they handed in or
-- corrected, nor one in which words stand again that they wrote before it began, unless an exemption of the agency that
-- has not ended says so. reports/actions/signing.py says the same in words for people.

CREATE FUNCTION sign_off_by_no_writer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report reports_report%ROWTYPE;
BEGIN
    SELECT * INTO report FROM reports_report WHERE id = NEW.report_id FOR UPDATE;
    IF (
        EXISTS (
            SELECT FROM reports_importrecord AS taken
            JOIN reports_upload AS file ON file.id = taken.upload_id
            WHERE taken.report_id = report.id AND taken.kind = 'draft' AND taken.revision > report.since
            AND (
                file.by_id = NEW.signer_id OR EXISTS (
                    SELECT FROM reports_correction WHERE upload_id = file.id AND by_id = NEW.signer_id
                )
            )
        ) OR EXISTS (
            SELECT FROM reports_revision AS newer
            CROSS JOIN jsonb_each(newer.changes) AS change
            JOIN reports_revision AS older ON older.report_id = newer.report_id
            WHERE newer.report_id = report.id AND newer.number > report.since
            AND older.number <= report.since AND older.author_id = NEW.signer_id
            AND change.value ->> 1 <> '' AND older.changes -> change.key ->> 1 = change.value ->> 1
        )
    ) AND NOT EXISTS (
        SELECT FROM reports_exemption
        WHERE id = NEW.exemption_id AND agency_id = report.agency_id
        AND until >= (now() AT TIME ZONE 'Asia/Shanghai')::date
    ) THEN
        RAISE EXCEPTION '本版内容经文件导入或恢复而来，写过这些内容的人不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_by_no_writer';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sign_off_by_no_writer BEFORE INSERT ON reports_signoff
    FOR EACH ROW EXECUTE FUNCTION sign_off_by_no_writer();
