-- Protects the role of supervisor (主管): only a government or the office that serves it supervises others (条例 第四条),
-- so nobody is made supervisor at any other agency. The kinds are SUPERVISING_KINDS of agencies/models/membership.py.

CREATE FUNCTION membership_supervisor_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agencies_agency
        WHERE id = NEW.agency_id AND kind IN ('government', 'office')
    ) THEN
        RAISE EXCEPTION '只有政府和政府办公厅（室）能有主管，请另选角色。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_supervisor_seat';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER membership_supervisor_seat BEFORE INSERT OR UPDATE ON agencies_membership
    FOR EACH ROW WHEN (NEW.role = 'supervisor')
    EXECUTE FUNCTION membership_supervisor_seat();
