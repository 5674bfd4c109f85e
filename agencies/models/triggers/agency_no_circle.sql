-- Protects the tree of agencies: no agency stands above itself. A circle would let every walk up the tree go on for
-- ever, and whoever supervises one agency of it would supervise all of them.
--
-- Fires at the end of a statement, or of the transaction when deferred, so that one load of the register may rearrange
-- the tree. The lock lets only one transaction at a time move agencies: two moves that are each right could make a
-- circle together, and neither would see the other.

CREATE FUNCTION agency_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock('agencies_agency'::regclass::oid::bigint);
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            -- One step up by the primary key; a join would read the whole table for every agency written.
            SELECT (SELECT parent_id FROM agencies_agency a WHERE a.id = above.id) FROM above WHERE id IS NOT NULL
        ) SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION '机关 % 的上级关系成环。', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agency_no_circle', TABLE = 'agencies_agency';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER agency_no_circle AFTER INSERT OR UPDATE OF parent_id ON agencies_agency
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION agency_no_circle();
