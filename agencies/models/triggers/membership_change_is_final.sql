-- Protects the record of who became and ceased to be what at an agency: rows are only ever added.

CREATE TRIGGER membership_change_is_final BEFORE UPDATE OR DELETE ON agencies_membershipchange
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');
