-- Protects what a person was told of their account: a notice stays as it was written, and only `read_at` is set, once.
-- A notice also keeps its person from signing for a time, so nobody may shorten or delete it.

CREATE FUNCTION account_notice_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.read_at IS NULL AND to_jsonb(NEW) - 'read_at' = to_jsonb(OLD) - 'read_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '账号提醒不能改动。'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'account_notice_is_final';
END $$;

CREATE TRIGGER account_notice_is_final BEFORE UPDATE OR DELETE ON agencies_accountnotice
    FOR EACH ROW EXECUTE FUNCTION account_notice_is_final();
