-- Protects what the public was shown: a release, its files and the notice that it was taken down never change and never
-- vanish. A correction is another release.

CREATE TRIGGER release_is_final BEFORE UPDATE OR DELETE ON reports_release
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER release_file_is_final BEFORE UPDATE OR DELETE ON reports_releasefile
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER withdrawal_is_final BEFORE UPDATE OR DELETE ON reports_withdrawal
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');
