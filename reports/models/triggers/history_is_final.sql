-- Protects the history of every report: each save, signature, explanation, comment, event, imported file and what
-- was taken from it stays as it was written. Rows are only ever added, so that a review can be proved years later.

CREATE TRIGGER revision_is_final BEFORE UPDATE OR DELETE ON reports_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER sign_off_is_final BEFORE UPDATE OR DELETE ON reports_signoff
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER explanation_is_final BEFORE UPDATE OR DELETE ON reports_explanation
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER comment_is_final BEFORE UPDATE OR DELETE ON reports_comment
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON reports_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER upload_is_final BEFORE UPDATE OR DELETE ON reports_upload
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER correction_is_final BEFORE UPDATE OR DELETE ON reports_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER import_record_is_final BEFORE UPDATE OR DELETE ON reports_importrecord
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');
