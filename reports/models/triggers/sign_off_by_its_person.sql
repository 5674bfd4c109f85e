-- Protects a signature as one person's own: nobody signs while others have just had a hand in how that person signs in
-- (a password reset, a second factor removed), and nobody under an exemption that they granted themselves.

CREATE FUNCTION sign_off_by_its_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM agencies_accountnotice WHERE user_id = NEW.signer_id AND signing_from > now()
    ) THEN
        RAISE EXCEPTION '密码或两步验证刚被他人重设，现在不能签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_after_delay';
    END IF;
    IF EXISTS (SELECT FROM reports_exemption WHERE id = NEW.exemption_id AND by_id = NEW.signer_id) THEN
        RAISE EXCEPTION '不能按自己批准的例外签名。'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_not_by_own_exemption';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sign_off_by_its_person BEFORE INSERT ON reports_signoff
    FOR EACH ROW EXECUTE FUNCTION sign_off_by_its_person();
