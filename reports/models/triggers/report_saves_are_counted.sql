-- Protects who may sign: whoever wrote a version does not sign it, and who wrote it is known from the saves after
-- `since`. So the content changes only with a save that is counted, and a further version (更正) begins after the last
-- save there was. That the save is in the history, and says just this, `verify_trail` compares.

CREATE FUNCTION report_saves_are_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version NOT IN (OLD.version, OLD.version + 1)
        OR (
            (OLD.figures, OLD.prose, OLD.pending) IS DISTINCT FROM (NEW.figures, NEW.prose, NEW.pending)
            AND NEW.version = OLD.version
        )
    THEN
        RAISE EXCEPTION '报告的内容只随保存改变，每次保存计一次。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_saves_are_counted';
    END IF;
    IF NEW.number > OLD.number AND NEW.since <> OLD.version THEN
        RAISE EXCEPTION '更正从最后一次保存之后开始。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_correction_begins_now';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER report_saves_are_counted BEFORE UPDATE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION report_saves_are_counted();
