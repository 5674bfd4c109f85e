-- Protects what was done to accounts: neither what a person was told nor a reset of a password that took two people is
-- ever deleted.

CREATE TRIGGER account_notice_stays BEFORE DELETE ON agencies_accountnotice
    FOR EACH ROW EXECUTE FUNCTION refuse_change('delete');

CREATE TRIGGER reset_request_stays BEFORE DELETE ON agencies_resetrequest
    FOR EACH ROW EXECUTE FUNCTION refuse_change('delete');
