-- Protects whoever reads the trail (操作记录): an event can never be deleted, so none is taken that would stop the reading
-- or keep the next ones from a true time. Its data are an object, and so is what it says of rows; it is no earlier than
-- the event before it, and no later than five minutes from now: two clocks may differ by so much. After a clock that
-- ran ahead was put back, the events take the time of the last one until it comes.

CREATE FUNCTION event_keeps_its_form() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last timestamptz := (SELECT at FROM reports_event ORDER BY number DESC LIMIT 1);
BEGIN
    IF jsonb_typeof(NEW.data) <> 'object' OR jsonb_typeof(COALESCE(NEW.data -> 'rows', '{}')) <> 'object' THEN
        RAISE EXCEPTION '记录的内容不成形。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_keeps_its_form';
    END IF;
    IF NEW.at < COALESCE(last, NEW.at)
        OR NEW.at > GREATEST(last, clock_timestamp() + interval '5 minutes')
        OR NOT isfinite(NEW.at)
    THEN
        RAISE EXCEPTION '记录的时间不能早于上一条，也不能晚于现在。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_keeps_its_time';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER event_keeps_its_form BEFORE INSERT ON reports_event
    FOR EACH ROW EXECUTE FUNCTION event_keeps_its_form();
