-- Protects the trail (操作记录): each event has the next number and names the hash of the one before it, the first one 64
-- zeros (FIRST of reports/models/trail.py), so that nothing can be put in between or taken out unseen.

CREATE FUNCTION event_joins_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last RECORD;
BEGIN
    SELECT number, hash INTO last FROM reports_event ORDER BY number DESC LIMIT 1;
    IF NEW.number <> COALESCE(last.number, 0) + 1 OR NEW.previous <> COALESCE(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION '新的记录必须接在最后一条记录之后。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_joins_the_last';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER event_joins_the_last BEFORE INSERT ON reports_event
    FOR EACH ROW EXECUTE FUNCTION event_joins_the_last();
